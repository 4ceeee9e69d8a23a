import { expect, test } from "vitest";
import { loadConfig } from "./config.ts";

test("an empty environment means loopback, the API's own port and no sign-in", () => {
  const config = loadConfig({});

  expect(config).toEqual({
    host: "127.0.0.1",
    port: 3000,
    apiUrl: "http://127.0.0.1:8000",
    accessToken: null,
    allowedHosts: [],
    isDevelopment: false,
  });
});

test("the API is sought at HOST and PORT, and at loopback when HOST means every address", () => {
  const token = "0123456789abcdef";

  expect(loadConfig({ PORT: "9000" }).apiUrl).toBe("http://127.0.0.1:9000");
  expect(loadConfig({ HOST: "0.0.0.0", TFBENCH_ACCESS_TOKEN: token }).apiUrl).toBe("http://127.0.0.1:8000");
  expect(loadConfig({ HOST: "[::1]" }).apiUrl).toBe("http://[::1]:8000");
  expect(loadConfig({ TFBENCH_API_URL: "https://api.example/base/" }).apiUrl).toBe("https://api.example/base");
});

test("a name and a port are an address of the API, as platforms give it", () => {
  expect(loadConfig({ TFBENCH_API_URL: "tfbench-api-x1:8000" }).apiUrl).toBe("http://tfbench-api-x1:8000");
});

test("the listed host names are answered to, and the one Render gives", () => {
  const environment = { TFBENCH_ALLOWED_HOSTS: "a.example, B.example", RENDER_EXTERNAL_HOSTNAME: "web.onrender.com" };

  expect(loadConfig(environment).allowedHosts).toEqual(["a.example", "b.example", "web.onrender.com"]);
});

test("PORT is the dashboard's own port only where the API was named by address", () => {
  expect(loadConfig({ PORT: "9000" }).port).toBe(3000);
  expect(loadConfig({ PORT: "9000", TFBENCH_API_URL: "http://api:8000" }).port).toBe(9000);
  expect(loadConfig({ PORT: "9000", WEB_PORT: "4000", TFBENCH_API_URL: "http://api:8000" }).port).toBe(4000);
});

test.each([
  [
    { HOST: "0.0.0.0" },
    "HOST is 0.0.0.0, which other machines can reach. Set TFBENCH_ACCESS_TOKEN, or leave HOST at 127.0.0.1.",
  ],
  [{ WEB_PORT: "seven" }, 'WEB_PORT must be a port number from 0 to 65535, not "seven".'],
  [{ WEB_PORT: "70000" }, 'WEB_PORT must be a port number from 0 to 65535, not "70000".'],
  [{ TFBENCH_API_URL: "ftp://api" }, 'TFBENCH_API_URL must be an http or https address, not "ftp://api".'],
  [{ TFBENCH_API_URL: "api" }, 'TFBENCH_API_URL must be an http or https address, not "api".'],
  [{ TFBENCH_ACCESS_TOKEN: "short" }, "TFBENCH_ACCESS_TOKEN must have at least 16 characters."],
])("%o stops the start and names the variable", (environment, message) => {
  expect(() => loadConfig(environment)).toThrow(message);
});
