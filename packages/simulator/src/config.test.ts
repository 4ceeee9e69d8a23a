import { expect, test } from "vitest";
import { loadConfig } from "./config.ts";

test("an empty environment gives the documented defaults", () => {
  expect(loadConfig({ HOST: "", TINYFISH_ANYTHING: "x", TFBENCH_ANYTHING: "y" })).toEqual({
    host: "127.0.0.1",
    port: 8010,
    api_key: "simulator-key",
    zero_delay: false,
    llm: { slots: null, pacing: "turn" },
    truth_log_path: null,
    truth_memory_records: 0,
  });
});

test("every variable reaches its option", () => {
  const environment = {
    HOST: "::1",
    SIMULATOR_PORT: "9000",
    TFBENCH_SIMULATOR_KEY: "other",
    TFBENCH_SIMULATOR_TRUTH_LOG: "/tmp/truth.ndjson",
    TFBENCH_SIMULATOR_SEED: "-4",
    TFBENCH_SIMULATOR_ZERO_DELAY: "true",
    TFBENCH_SIMULATOR_SLOTS: "4",
    TFBENCH_SIMULATOR_PACING: "sleep",
  };

  expect(loadConfig(environment)).toMatchObject({
    host: "::1",
    port: 9000,
    api_key: "other",
    seed: -4,
    llm: { slots: 4, pacing: "sleep" },
    zero_delay: true,
    truth_log_path: "/tmp/truth.ndjson",
  });
});

test.each([
  ["SIMULATOR_PORT", "80a", "SIMULATOR_PORT must be a whole number."],
  ["SIMULATOR_PORT", "65536", "SIMULATOR_PORT must be a port from 0 to 65535."],
  ["TFBENCH_SIMULATOR_SEED", "1.5", "TFBENCH_SIMULATOR_SEED must be a whole number."],
  ["TFBENCH_SIMULATOR_SLOTS", "0", "TFBENCH_SIMULATOR_SLOTS must be a number from 1."],
  ["TFBENCH_SIMULATOR_PACING", "spin", "TFBENCH_SIMULATOR_PACING must be turn or sleep."],
  ["TFBENCH_SIMULATOR_ZERO_DELAY", "yes", "TFBENCH_SIMULATOR_ZERO_DELAY must be true or false."],
])("%s=%s stops the start with the name and what was expected", (name, value, message) => {
  expect(() => loadConfig({ [name]: value })).toThrow(message);
});
