import { describe, expect, test } from "vitest";
import { ConfigError, isLoopback, loadConfig } from "./config.ts";

describe("loadConfig", () => {
  test("an empty environment gives the embedded, mocked, loopback-only instance", () => {
    const config = loadConfig({});

    expect(config).toMatchObject({
      host: "127.0.0.1",
      port: 8000,
      webPort: 3000,
      simulatorPort: 8010,
      dataDir: ".data",
      databaseUrl: null,
      mockMode: true,
      accessToken: null,
    });
    expect(config.simulatorUrl).toBe("http://127.0.0.1:8010");
  });

  test.each([
    [{ TFBENCH_ACESS_TOKEN: "x" }, "TFBENCH_ACESS_TOKEN"],
    [{ TINYFISH_KEY: "x" }, "TINYFISH_KEY"],
    [{ PORT: "eighty" }, "PORT"],
    [{ PORT: "70000" }, "PORT"],
    [{ TINYFISH_MOCK_MODE: "yes" }, "TINYFISH_MOCK_MODE"],
    [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL"],
    [{ REDIS_URL: "localhost:6379" }, "REDIS_URL"],
    [{ TINYFISH_BASE_URL: "ftp://x" }, "TINYFISH_BASE_URL"],
    [{ TFBENCH_SIMULATOR_URL: "simulator:8010" }, "TFBENCH_SIMULATOR_URL"],
    [{ TFBENCH_ACCESS_TOKEN: "short" }, "TFBENCH_ACCESS_TOKEN"],
    [{ TINYFISH_MOCK_MODE: "false" }, "TINYFISH_API_KEY"],
    [{ HOST: "0.0.0.0" }, "TFBENCH_ACCESS_TOKEN"],
    [{ HOST: "::" }, "TFBENCH_ACCESS_TOKEN"],
  ])("%j stops the start with a sentence that names %s", (source, name) => {
    expect(() => loadConfig(source)).toThrow(ConfigError);
    expect(() => loadConfig(source)).toThrow(name);
  });

  test.each([
    [{ PORT: "eighty" }, "PORT is not valid: it must be a port number from 0 to 65535."],
    [{ WEB_PORT: "70000" }, "WEB_PORT is not valid: it must be a port number from 0 to 65535."],
    [{ SIMULATOR_PORT: "1.5" }, "SIMULATOR_PORT is not valid: it must be a port number from 0 to 65535."],
    [{ TFBENCH_WORKER_BATCHES: "0" }, "TFBENCH_WORKER_BATCHES is not valid: it must be a whole number from 1 to 1000."],
    [
      { DATABASE_URL: "mysql://user:secret@host/name" },
      "DATABASE_URL is not valid: it must be an address such as postgresql://user@host/name.",
    ],
  ])("%j is refused with what is expected, and without the value, which may be a secret", (source, sentence) => {
    expect(() => loadConfig(source)).toThrow(new ConfigError(sentence));
  });

  test("a variable set to nothing, as in .env.example, counts as not set", () => {
    expect(loadConfig({ DATABASE_URL: "", TINYFISH_API_KEY: "", PORT: "" })).toMatchObject({
      databaseUrl: null,
      port: 8000,
    });
  });

  test("the simulator is sought beside the API, unless it is named by address", () => {
    const token = "0123456789abcdef";

    expect(loadConfig({ HOST: "0.0.0.0", TFBENCH_ACCESS_TOKEN: token }).simulatorUrl).toBe("http://127.0.0.1:8010");
    expect(loadConfig({ TFBENCH_SIMULATOR_URL: "http://simulator:8010" }).simulatorUrl).toBe("http://simulator:8010");
  });

  test("a credential is read by name, and the simulator's key has a default", () => {
    const config = loadConfig({ MY_KEY: "secret" });

    expect(config.readCredential("MY_KEY")).toBe("secret");
    expect(config.readCredential("OTHER_KEY")).toBeNull();
    expect(config.readCredential("TFBENCH_SIMULATOR_KEY")).toBe("simulator-key");
  });

  test.each([
    ["127.0.0.1", true],
    ["127.8.0.1", true],
    ["localhost", true],
    ["::1", true],
    ["127.example.test", false],
    ["0.0.0.0", false],
    ["10.0.0.1", false],
    ["example.test", false],
  ])("%s is loopback: %s", (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
