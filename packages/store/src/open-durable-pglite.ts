import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { fsyncSync } from "node:fs";

/** `sync` writes one open file through to the disk; tests count its calls. */
export type DurablePgliteConfig = { folder: string; sync?: (fileDescriptor: number) => void };

const START_PARAMETERS = [
  // -F turns fsync off.
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  // The method whose call gets as far as the file system of PGlite; fdatasync ends before it.
  ...["-c", "wal_sync_method=fsync"],
  // Lets timestamps be read without a calendar.
  ...["-c", "timezone=UTC"],
  // All of it is touched at the start, and reading 200,000 runs is no faster with the 128 MB it would be otherwise.
  ...["-c", "shared_buffers=32MB"],
];

/** The part of Emscripten's file system that PGlite's types leave out. */
type FileSystems = { NODEFS?: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } };

/**
 * Opens PGlite so that an acknowledged commit survives a loss of power. PostgreSQL in it asks for files to be synced,
 * but the file system below answers that it is done without doing it; here it really does.
 */
export async function openDurablePglite({ folder, sync = fsyncSync }: DurablePgliteConfig): Promise<PGlite> {
  // The search in runs needs pg_trgm.
  const db = await PGlite.create(folder, { startParams: START_PARAMETERS, extensions: { pg_trgm } });
  const { NODEFS }: FileSystems = Reflect.get(db.Module.FS, "filesystems") ?? {};
  if (NODEFS === undefined) throw new Error("This version of PGlite keeps its files in a way that cannot be synced.");
  NODEFS.stream_ops.fsync = ({ nfd }) => {
    sync(nfd);
    return 0;
  };
  return db;
}
