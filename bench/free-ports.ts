import { createServer, type AddressInfo } from "node:net";

/** Ports of 127.0.0.1 that nothing listened on a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((listening, failed) => {
          server.once("error", failed);
          // A server on TCP always has an address object.
          server.listen(0, "127.0.0.1", () => listening((server.address() as AddressInfo).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
