import { Worker } from "node:worker_threads";
import type { KpiBlock } from "@tfbench/contracts";
import type { FinishedRun, LoadRunRow } from "@tfbench/store";
import { LoadSum } from "./load-sum.ts";
import type { LoadFigures, LoadOfRuns } from "./load-sum.ts";
import { RunSum } from "./run-sum.ts";

export type FiguresTask = { of: "load"; load: LoadOfRuns } | { of: "runs" };
type Sum<Row, Figures> = { add(page: readonly Row[]): void; figures(): Figures };
type Ended = { figures: unknown } | { failure: unknown };

const ENTRY = new URL("./figures-thread.ts", import.meta.url);
/** Sorting and resampling 10,000 runs takes a few tenths of a second, in which no answer could be given. */
const MOST_HERE = 1_000;

/** What the runs of a load show; `runs` is about how many come. */
export const addUpLoad = (load: LoadOfRuns, pages: AsyncIterable<LoadRunRow[]>, runs: number): Promise<LoadFigures> =>
  runs <= MOST_HERE ? addUpHere(new LoadSum(load), pages) : addUpInThread<LoadFigures>({ of: "load", load }, pages);

/** The figures of finished runs; `runs` is about how many come. */
export const addUpRuns = (pages: AsyncIterable<FinishedRun[]>, runs: number): Promise<KpiBlock> =>
  runs <= MOST_HERE ? addUpHere(new RunSum(), pages) : addUpInThread<KpiBlock>({ of: "runs" }, pages);

async function addUpHere<Row, Figures>(sum: Sum<Row, Figures>, pages: AsyncIterable<Row[]>): Promise<Figures> {
  for await (const page of pages) sum.add(page);
  return sum.figures();
}

async function addUpInThread<Figures>(task: FiguresTask, pages: AsyncIterable<unknown[]>): Promise<Figures> {
  const worker = new Worker(ENTRY, { workerData: task, env: {} });
  const ended = new Promise<Ended>((resolve) => {
    worker
      .once("message", (figures: unknown) => resolve({ figures }))
      .once("error", (failure) => resolve({ failure }))
      .once("exit", (code) =>
        resolve({ failure: new Error(`The thread for figures ended early, with code ${code}.`) }),
      );
  });
  try {
    for await (const page of pages) worker.postMessage(page);
    worker.postMessage(null);
    const end = await ended;
    if ("failure" in end) throw end.failure;
    // The thread answers with what the task's own sum gives.
    return end.figures as Figures;
  } finally {
    await worker.terminate();
  }
}
