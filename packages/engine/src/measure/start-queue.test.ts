import { describe, expect, test } from "vitest";
import { ClosedStartQueue, type ClosedShare } from "./closed-start-queue.ts";
import { OpenStartQueue, type OpenShare } from "./open-start-queue.ts";
import type { StartQueue } from "./start-queue.ts";

type Act = { at: number; ends?: number; stops?: boolean };
/** What came of it: "run@due/granted" for a start, "run:code" for an end without one, else the step's word. */
type Told = string;

/** At each instant: runs end, then everything is done that the queue says, until it waits, holds or is over. */
function play(queue: StartQueue, acts: readonly Act[]): Told[][] {
  return acts.map(({ at, ends = 0, stops = false }) => {
    for (let index = 0; index < ends; index += 1) queue.ended(0, at);
    if (stops) queue.stop(at);
    const told: Told[] = [];
    for (;;) {
      const { do: word, run, dueMs, grantedMs, code } = queue.next(at);
      if (word === "start") {
        queue.started();
        told.push(`${run}@${dueMs}/${grantedMs}`);
      } else if (word === "end") told.push(`${run}:${code}`);
      else return [...told, word === "wait" ? `wait ${dueMs}` : word];
    }
  });
}

describe("an open profile", () => {
  const share: OpenShare = {
    originMs: 1_000,
    dueOffsetsMs: Float64Array.of(0, 10, 20, 30),
    durationMs: Infinity,
    chats: null,
    thread: 0,
    threads: 1,
    slots: Infinity,
    onFull: "wait",
  };
  const CASES: [sentence: string, share: Partial<OpenShare>, acts: Act[], told: Told[][]][] = [
    [
      "starts each run when it is due",
      {},
      [{ at: 1_000 }, { at: 1_010 }, { at: 1_020 }, { at: 1_030 }],
      [
        ["0@1000/1000", "wait 1010"],
        ["1@1010/1010", "wait 1020"],
        ["2@1020/1020", "wait 1030"],
        ["3@1030/1030", "over"],
      ],
    ],
    [
      "does not re-anchor: after a delay all that is due starts at once, with its own due time",
      {},
      [{ at: 1_025 }],
      [["0@1000/1000", "1@1010/1010", "2@1020/1020", "wait 1030"]],
    ],
    [
      "gives a thread every n-th run",
      { thread: 1, threads: 2 },
      [{ at: 1_000 }, { at: 1_030 }],
      [["wait 1010"], ["1@1010/1010", "3@1030/1030", "over"]],
    ],
    [
      "lets due runs wait for a slot in order, with their due times kept",
      { slots: 1 },
      [{ at: 1_000 }, { at: 1_025 }, { at: 1_027, ends: 1 }, { at: 1_050, ends: 1 }],
      [["0@1000/1000", "wait 1010"], ["hold"], ["1@1010/1027", "hold"], ["2@1020/1050", "hold"]],
    ],
    [
      "drops due runs without a slot when asked to",
      { slots: 1, onFull: "drop" },
      [{ at: 1_000 }, { at: 1_021 }, { at: 1_025, ends: 1 }, { at: 1_030 }],
      [["0@1000/1000", "wait 1010"], ["1:dropped", "2:dropped", "wait 1030"], ["wait 1030"], ["3@1030/1030", "over"]],
    ],
    [
      "ends waiting runs as cancelled when it is stopped, and starts none after",
      { slots: 1 },
      [{ at: 1_000 }, { at: 1_015, stops: true }, { at: 1_030, ends: 1 }],
      [["0@1000/1000", "wait 1010"], ["1:cancelled", "over"], ["over"]],
    ],
  ];

  test.each(CASES)("%s", (_sentence, given, acts, told) => {
    expect(play(new OpenStartQueue({ ...share, ...given }), acts)).toEqual(told);
  });

  test("counts the runs that wait", () => {
    const queue = new OpenStartQueue({ ...share, slots: 1 });

    play(queue, [{ at: 1_020 }]);

    expect(queue.waiting(1_020)).toBe(2);
  });
});

describe("a closed profile", () => {
  const share = (): ClosedShare => ({
    originMs: 1_000,
    runs: 4,
    concurrency: 2,
    startSpreadMs: 100,
    durationMs: Infinity,
    thread: 0,
    threads: 1,
    slots: 2,
    nextRun: new Int32Array(new SharedArrayBuffer(4)),
    chats: null,
  });
  const CASES: [sentence: string, share: Partial<ClosedShare>, acts: Act[], told: Told[][]][] = [
    [
      "spreads the first starts and then replaces each run that ends",
      {},
      [{ at: 1_000 }, { at: 1_050 }, { at: 1_070, ends: 1 }, { at: 1_080, ends: 1 }],
      [
        ["0@1000/1000", "wait 1050"],
        ["1@1050/1050", "hold"],
        ["2@1070/1070", "hold"],
        ["3@1080/1080", "over"],
      ],
    ],
    [
      "keeps the place of the second start when the first has already ended",
      {},
      [{ at: 1_000 }, { at: 1_020, ends: 1 }, { at: 1_050 }],
      [["0@1000/1000", "wait 1050"], ["wait 1050"], ["1@1050/1050", "2@1020/1020", "hold"]],
    ],
    [
      "starts all at once without a window",
      { startSpreadMs: 0 },
      [{ at: 1_000 }],
      [["0@1000/1000", "1@1000/1000", "hold"]],
    ],
    [
      "starts nothing after its duration",
      { durationMs: 60 },
      [{ at: 1_000 }, { at: 1_050 }, { at: 1_059, ends: 1 }, { at: 1_060, ends: 1 }],
      [["0@1000/1000", "wait 1050"], ["1@1050/1050", "hold"], ["2@1059/1059", "hold"], ["over"]],
    ],
    [
      "starts nothing after a stop",
      {},
      [{ at: 1_000 }, { at: 1_010, stops: true }, { at: 1_050, ends: 1 }],
      [["0@1000/1000", "wait 1050"], ["over"], ["over"]],
    ],
  ];

  test.each(CASES)("%s", (_sentence, given, acts, told) => {
    expect(play(new ClosedStartQueue({ ...share(), ...given }), acts)).toEqual(told);
  });

  test("deals its runs to threads by one counter: none twice, none left out", () => {
    const nextRun = new Int32Array(new SharedArrayBuffer(4));
    const threads = [0, 1].map((thread) => new ClosedStartQueue({ ...share(), thread, threads: 2, slots: 1, nextRun }));

    const [first, second] = threads.map((queue) => play(queue, [{ at: 1_050 }]));
    const [third] = threads.map((queue) => play(queue, [{ at: 1_060, ends: 1 }]));

    expect([first, second, third]).toEqual([
      [["0@1000/1000", "hold"]],
      [["1@1050/1050", "hold"]],
      [["2@1060/1060", "hold"]],
    ]);
  });
});
