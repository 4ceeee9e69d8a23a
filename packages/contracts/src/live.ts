/** What crosses between processes when something changed: ids only, the reader fetches the rows. */
export type LiveNotice =
  | { kind: "run"; run_id: number; batch_id: number }
  | { kind: "batch"; batch_id: number }
  | { kind: "cancel_run"; run_id: number; batch_id: number }
  | { kind: "cancel_batch"; batch_id: number };
