import { expect, test } from "vitest";
import { makeSearch, makeTried } from "#fixtures/make-search.ts";
import { prepareSearchConclusion, prepareSearchProgress, prepareTried } from "./prepare-search.ts";

const axis = "concurrency" as const;
const OPEN = { verdict: null, evidence: [] };

test("a search that goes on says what is known so far, and which load of which level is measured", () => {
  const again = makeTried(4, OPEN);
  const search = makeSearch({ tried: [makeTried(1), makeTried(2), again], most_left: 4, highest_met: 2 });

  expect(prepareSearchConclusion({ axis, search }).sentence).toBe("So far 2 at a time meets success >= 0.9.");
  expect(prepareSearchProgress({ axis, search })).toEqual({
    sentence: "Level 3 of at most 6: 4 at a time, load 2 of up to 3",
    done: 2,
    total: 6,
    cancelText: "Cancel the search",
  });
});

test("a search that has just begun says what it looks for", () => {
  const search = makeSearch();

  expect(prepareSearchConclusion({ axis, search }).sentence).toBe(
    "Looking for the highest level that meets success >= 0.9. None is shown to yet.",
  );
  expect(prepareSearchProgress({ axis, search })).toMatchObject({
    sentence: "Level 1 of at most 6: 1 at a time",
    done: 0,
  });
});

test("an ended search gives its answer, why it ended and how sure it is", () => {
  const search = makeSearch({
    tried: [makeTried(1), makeTried(2, { verdict: "cut" })],
    most_left: 0,
    ended: "broken",
    ended_because: "KEY is not set.",
    sentence: "Concurrency 1 meets success >= 0.9.",
    reversals: [{ lower: 1, higher: 2, threshold: "success >= 0.9" }],
  });

  expect(prepareSearchConclusion({ axis, search })).toEqual({
    sentence: "Concurrency 1 meets success >= 0.9.",
    notes: [
      "Asked: the highest level from 1 at a time to 8 at a time that meets success >= 0.9, with up to 3 loads a level.",
      "It ended before its time: KEY is not set.",
      expect.stringMatching(/^Not monotone: 1 at a time did worse than 2 at a time/),
      expect.stringMatching(/^95 % over the whole search/),
    ],
  });
  expect(prepareSearchProgress({ axis, search })).toMatchObject({
    sentence: "2 levels tried with 2 loads",
    done: 2,
    total: 2,
  });
});

test("tried levels are listed from the lowest on, with what decided each", () => {
  const few = { text: "attainment >= 0.95", share: 0.95, good: 0, n: 0, effective_n: 0, low: null, high: null };
  const tried = [
    makeTried(8, { verdict: "missed" }),
    makeTried(6, OPEN),
    makeTried(4, { verdict: "invalid", evidence: [few] }),
  ];

  const rows = prepareTried({ axis, search: makeSearch({ tried }) });

  expect(rows.map(({ level, look, evidence }) => [level, look.word, evidence])).toEqual([
    ["4 at a time", "not met: invalid", ["0 of 0 good for attainment >= 0.95: no run"]],
    ["6 at a time", "undecided", []],
    ["8 at a time", "shown not to meet", ["790 of 800 good for success >= 0.9: 97.8 % to 99.5 %"]],
  ]);
});
