import { freePort } from "../../packages/testkit/src/index.ts";

/** The network of a deployment on one machine: each port of each service is a free port of loopback. */
export class Network {
  readonly names: readonly string[];
  readonly #ports = new Map<string, number>();

  constructor(names: readonly string[]) {
    this.names = names;
  }

  async portOf(service: string, port: number): Promise<number> {
    const key = `${service}:${port}`;
    const known = this.#ports.get(key) ?? (await freePort());
    this.#ports.set(key, known);
    return known;
  }

  /** Says that a service listens at a port already. */
  place(service: string, port: number, at: number): void {
    this.#ports.set(`${service}:${port}`, at);
  }

  /** The variables of a service with the ports of this machine: those it listens on and those in addresses of others. */
  async translate(service: string, env: Record<string, string>): Promise<Record<string, string>> {
    const translated = Object.entries(env).map(async ([name, value]) => {
      if (/(^|_)PORT$/.test(name)) return [name, String(await this.portOf(service, Number(value)))];
      return [name, await this.#translateAddress(value)];
    });
    return Object.fromEntries(await Promise.all(translated));
  }

  async #translateAddress(value: string): Promise<string> {
    const [whole, before = "", name = "", port = "", after = ""] = /^(.*[/@]|)([a-z-]+):(\d+)(.*)$/.exec(value) ?? [];
    if (whole === undefined || !this.names.includes(name)) return value;
    return `${before}${name}:${await this.portOf(name, Number(port))}${after}`;
  }
}
