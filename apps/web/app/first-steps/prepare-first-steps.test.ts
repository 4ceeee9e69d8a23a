import { expect, test } from "vitest";
import { isNewcomer, prepareFirstSteps } from "./prepare-first-steps.ts";

const scenario = { name: "Extract prices", target_name: "Simulator" };
const batch = (status: "running" | "finished" | "cancelled") => ({ id: 7, status });
const states = (known: Parameters<typeof prepareFirstSteps>[0]) =>
  prepareFirstSteps(known)
    .map(({ name, state }) => `${name} ${state}`)
    .join(", ");

test.each([
  ["nothing", { scenario: null, batch: null }, "target now, scenario later, runs later, result later"],
  ["a scenario", { scenario, batch: null }, "target done, scenario done, runs now, result later"],
  ["runs under way", { scenario, batch: batch("running") }, "target done, scenario done, runs now, result later"],
  ["ended runs", { scenario, batch: batch("finished") }, "target done, scenario done, runs done, result now"],
  ["cancelled runs", { scenario, batch: batch("cancelled") }, "target done, scenario done, runs done, result now"],
])("with %s the path stands at the right step", (_what, known, expected) => {
  expect(states({ ...known, isMock: true })).toBe(expected);
});

test("who runs on the real service is told that it costs", () => {
  expect(prepareFirstSteps({ scenario, batch: null, isMock: false })[0]?.sentence).toContain("cost money");
});

test.each([
  [[], true],
  [["sample"], true],
  [["sample", "simulated"], false],
  [["real"], false],
] as const)("with runs of %j, being new is %s", (available, expected) => {
  expect(isNewcomer(available)).toBe(expected);
});
