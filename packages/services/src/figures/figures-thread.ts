import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { FinishedRun, LoadRunRow } from "@tfbench/store";
import type { FiguresTask } from "./add-up.ts";
import { LoadSum } from "./load-sum.ts";
import { RunSum } from "./run-sum.ts";

const LOW_PRIORITY = 10;

if (!parentPort) throw new Error("Figures are added up in a worker thread.");
const port = parentPort;
// On Linux a priority is the thread's own: what is being measured meanwhile goes first.
if (process.platform === "linux") setPriority(0, LOW_PRIORITY);

// Given by addUp, which is the only one to start this thread and to send it pages.
const task = workerData as FiguresTask;
const sum = task.of === "load" ? new LoadSum(task.load) : new RunSum();
port.on("message", (page: (LoadRunRow & FinishedRun)[] | null) => {
  if (page !== null) return sum.add(page);
  port.postMessage(sum.figures());
  port.close();
});
