import type { EngineRecord } from "@tfbench/contracts";
import { unmeasured } from "./end-without-start.ts";

type OpenRun = { due_at: string; started_at: string; tinyfish_run_id: string | null };

/** The runs of one execution that have started and not finished, read from the records that pass by. */
export class OpenRuns {
  readonly #byId = new Map<number, OpenRun>();

  note(records: readonly EngineRecord[]): void {
    for (const record of records) {
      const open = this.#byId.get(record.run_id);
      if (record.kind === "finished") this.#byId.delete(record.run_id);
      else if (record.kind === "started") {
        this.#byId.set(record.run_id, { due_at: record.due_at, started_at: record.started_at, tinyfish_run_id: null });
      } else if (record.kind === "identified" && open) open.tinyfish_run_id = record.tinyfish_run_id;
    }
  }

  /** Ends them all as aborted by our fault: the engine that ran them is no more. */
  abort(reason_code: string, error: string): EngineRecord[] {
    const finished_at = new Date().toISOString();
    const records = [...this.#byId].map(([run_id, { due_at, started_at, tinyfish_run_id }]): EngineRecord => {
      const result = { ...unmeasured({ status: "aborted", reason_code, error, fault: "us" }), tinyfish_run_id };
      return { kind: "finished", run_id, due_at, started_at, finished_at, result };
    });
    this.#byId.clear();
    return records;
  }
}
