/** What the dashboard's server needs to know. Read from the environment when the process starts, never at build time. */
export type WebConfig = {
  readonly host: string;
  readonly port: number;
  readonly apiUrl: string;
  readonly accessToken: string | null;
  /** Host names besides loopback, IP addresses and `host` under which the dashboard may be opened. */
  readonly allowedHosts: readonly string[];
  readonly isDevelopment: boolean;
};

type Environment = Record<string, string | undefined>;

const EVERY_ADDRESS = new Set(["0.0.0.0", "::"]);

const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, "");
export const hostInUrl = (host: string): string => (host.includes(":") ? `[${host}]` : host);
export const isLoopbackHost = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

function readPort(name: string, text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new Error(`${name} must be a port number from 0 to 65535, not "${text}".`);
  return port;
}

function readApiUrl(environment: Environment, host: string): string {
  const given = environment["TFBENCH_API_URL"];
  if (given) {
    // Platforms that wire services together give the name and the port only.
    const address = /^[a-z0-9.-]+:\d{1,5}$/i.test(given) ? `http://${given}` : given;
    if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
      throw new Error(`TFBENCH_API_URL must be an http or https address, not "${given}".`);
    return address.replace(/\/+$/, "");
  }
  const reachable = EVERY_ADDRESS.has(host) ? "127.0.0.1" : host;
  const port = readPort("PORT", environment["PORT"] || "8000");
  return `http://${hostInUrl(reachable)}:${port}`;
}

function readWebPort(environment: Environment): number {
  if (environment["WEB_PORT"]) return readPort("WEB_PORT", environment["WEB_PORT"]);
  // PORT is the API's own port, unless the API was named by address: then this process serves the dashboard alone.
  if (environment["TFBENCH_API_URL"] && environment["PORT"]) return readPort("PORT", environment["PORT"]);
  return 3000;
}

/** Those listed, and the public name that Render gives a service of its own. */
const readAllowedHosts = (environment: Environment): string[] =>
  [...(environment["TFBENCH_ALLOWED_HOSTS"] ?? "").split(","), environment["RENDER_EXTERNAL_HOSTNAME"] ?? ""]
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);

export function loadConfig(environment: Environment): WebConfig {
  const host = withoutBrackets(environment["HOST"] || "127.0.0.1");
  const accessToken = environment["TFBENCH_ACCESS_TOKEN"] || null;
  if (!isLoopbackHost(host) && accessToken === null) {
    throw new Error(
      `HOST is ${host}, which other machines can reach. Set TFBENCH_ACCESS_TOKEN, or leave HOST at 127.0.0.1.`,
    );
  }
  if (accessToken !== null && accessToken.length < 16)
    throw new Error("TFBENCH_ACCESS_TOKEN must have at least 16 characters.");
  return {
    host,
    port: readWebPort(environment),
    apiUrl: readApiUrl(environment, host),
    accessToken,
    allowedHosts: readAllowedHosts(environment),
    isDevelopment: environment["NODE_ENV"] === "development",
  };
}

let loaded: WebConfig | null = null;

/** The one place that reads the environment; Next.js gives its handlers no argument to pass a value by. */
export function webConfig(): WebConfig {
  loaded ??= loadConfig(process.env);
  return loaded;
}

/** React and Next.js choose their build by this variable when they are loaded, so it is set before. */
export function setNodeEnvironment(name: "development" | "production"): void {
  Object.assign(process.env, { NODE_ENV: name, NEXT_TELEMETRY_DISABLED: "1" });
}
