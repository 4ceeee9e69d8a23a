import type { Database, Queue } from "@tfbench/store";

export type Settings = {
  /** Whether the default target is the simulator. */
  mock_mode: boolean;
  /** Base address of our own simulator; a target with this origin counts as simulated. */
  simulator_url: string;
  now(): Date;
};

/** What every verb is given: whose rows, who asks, and where to write. */
export type Context = {
  db: Database;
  queue: Pick<Queue, "send">;
  project_id: number;
  actor: string;
  request_id: string | null;
  settings: Settings;
};
