import { ResponseScanner } from "../http/response-scanner.ts";
import { lowerPriority } from "../meaning/open-meaning.ts";
import { serveMeaning } from "../measure/serve-meaning.ts";
import type { StartStamps } from "../measure/slab.ts";
import { EVENT_BYTES } from "./canned-stream.ts";
import type { CannedRun } from "./canned-run.ts";

const MOST_KEPT_EVENTS = 4_096;

type Open = { scanner: ResponseScanner; stamps: StartStamps | null; arrivalsMs: Float64Array; kept: number };

lowerPriority();

/** Meaning enough for a canned stream: its events all have the same size, so the size of the body says which came. */
await serveMeaning<CannedRun>((given, { emit }) => {
  const expected = typeof given === "number" ? Math.min(given, MOST_KEPT_EVENTS) : MOST_KEPT_EVENTS;
  const runs = new Map<number, Open>();
  const spare: ResponseScanner[] = [];
  const open = (run: number): Open => {
    const known = runs.get(run);
    if (known) return known;
    const scanner = spare.pop() ?? new ResponseScanner();
    scanner.reset();
    const opened = { scanner, stamps: null, arrivalsMs: new Float64Array(expected), kept: 0 };
    runs.set(run, opened);
    return opened;
  };
  return {
    begin: () => undefined,
    start: (run, stamps) => void (open(run).stamps = stamps),
    read({ run, atMs, bytes, from, to }) {
      const state = open(run);
      state.scanner.feed(bytes, from, to);
      const complete = Math.min(expected, Math.floor(state.scanner.bodyBytes / EVENT_BYTES));
      while (state.kept < complete) {
        state.arrivalsMs[state.kept] = atMs;
        state.kept += 1;
      }
    },
    end(run, atMs, { code }) {
      const { scanner, stamps, arrivalsMs, kept } = open(run);
      runs.delete(run);
      spare.push(scanner);
      const events = Math.floor(scanner.bodyBytes / EVENT_BYTES);
      emit([{ run, code, stamps, endMs: atMs, events, arrivalsMs: arrivalsMs.slice(0, kept) }]);
    },
    finish: () => Promise.resolve(),
  };
});
