import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { assertPortsFree } from "./assert-ports-free.ts";

/** A port of another program. */
async function takePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  // With a port instead of a path, the address has one.
  return (server.address() as AddressInfo).port;
}

test("every port that is taken is named with its variable, all of them at once", async () => {
  const [web, api] = [await takePort(), await takePort()];

  const refused = assertPortsFree("127.0.0.1", [
    { variable: "WEB_PORT", port: web },
    { variable: "PORT", port: api },
    { variable: "SIMULATOR_PORT", port: 0 },
  ]);

  await expect(refused).rejects.toThrow(
    [
      `Port ${web} on 127.0.0.1 is in use by another program; stop that program or set WEB_PORT to another port.`,
      `Port ${api} on 127.0.0.1 is in use by another program; stop that program or set PORT to another port.`,
    ].join("\n"),
  );
});

test("two parts with one port are refused before either starts", async () => {
  const refused = assertPortsFree("127.0.0.1", [
    { variable: "WEB_PORT", port: 8000 },
    { variable: "PORT", port: 8000 },
  ]);

  await expect(refused).rejects.toThrow("WEB_PORT and PORT are both 8000; each part needs a port of its own.");
});

test("an address that is not of this machine is told by what the system says", async () => {
  const refused = assertPortsFree("192.0.2.1", [{ variable: "PORT", port: 0 }]);

  await expect(refused).rejects.toThrow(
    "Port 0 on 192.0.2.1 cannot be opened (EADDRNOTAVAIL); set PORT or HOST to another.",
  );
});

test("ports that are free, and port 0 for several parts, are let pass and free again", async () => {
  const wanted = ["WEB_PORT", "PORT", "SIMULATOR_PORT"].map((variable) => ({ variable, port: 0 }));

  await expect(assertPortsFree("[::1]", wanted)).resolves.toBeUndefined();
});
