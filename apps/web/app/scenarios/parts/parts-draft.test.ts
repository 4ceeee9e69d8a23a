import { expect, test } from "vitest";
import { EMPTY_PARTS, partErrors, partsBody, partsObstacle, type PartsDraft } from "./parts-draft.ts";

const none = { of: () => [], rest: [], whole: [] };
const draft = (changes: Partial<PartsDraft>): PartsDraft => ({ ...EMPTY_PARTS, ...changes });

test("what is left empty is not sent", () => {
  expect(partsBody(EMPTY_PARTS)).toEqual({});
  expect(partsObstacle(EMPTY_PARTS)).toBeNull();
});

test("percent become a share and seconds milliseconds; one time is a range of its own", () => {
  expect(partsBody(draft({ cancel_percent: "12.5", cancel_from_s: "0.5", cancel_to_s: "2", grace_s: "0" }))).toEqual({
    cancellation: { share: 0.125, after_ms: { from: 500, to: 2_000 } },
    grace_ms: 0,
  });
  expect(partsBody(draft({ cancel_percent: "100", cancel_from_s: "1.2" })).cancellation?.after_ms).toEqual({
    from: 1_200,
    to: 1_200,
  });
});

test("warm-up and cool-down are sent as the API knows them", () => {
  expect(partsBody(draft({ warm_up_runs: "20", warm_up_s: "2.5", cool_down_s: "1" }))).toEqual({
    warm_up_runs: 20,
    warm_up_ms: 2_500,
    cool_down_ms: 1_000,
  });
});

test.each<[keyof PartsDraft, Partial<PartsDraft>, string]>([
  ["cancel_percent", { cancel_from_s: "1" }, "must be given beside the times"],
  ["cancel_from_s", { cancel_percent: "10" }, "must be given beside the share"],
  ["cancel_to_s", { cancel_percent: "10", cancel_from_s: "2", cancel_to_s: "1" }, "must not be less than from"],
  ["cancel_percent", { cancel_percent: "101", cancel_from_s: "1" }, "must be at most 100"],
  ["grace_s", { grace_s: "-1" }, "must be at least 0"],
])("at %s it is said what keeps %o from being sent", (field, changes, said) => {
  expect(partErrors(draft(changes), none)(field)).toEqual([said]);
  expect(partsObstacle(draft(changes))).toBe("Mend what is marked under More first.");
});

test("what the API says stands at the field it is about", () => {
  const said = { ...none, of: (field: string) => (field === "grace_ms" ? ["is not taken for this provider"] : []) };

  expect(partErrors(draft({ grace_s: "5" }), said)("grace_s")).toEqual(["is not taken for this provider"]);
});
