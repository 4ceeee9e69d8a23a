import { createBenchDatabase } from "./create-bench-database.ts";
import { makeDataDir, startInstance, type Instance } from "./instance.ts";
import type { Subject } from "./row.ts";

type Home = { dataDir: string; databaseUrl: string | null };

/** Gives work a data folder and, on PostgreSQL, a database of its own, and removes both afterwards. */
export async function withHome<T>(subject: Subject, work: (home: Home) => Promise<T>): Promise<T> {
  const folder = makeDataDir();
  const database = subject.serverUrl === null ? null : await createBenchDatabase(subject.serverUrl);
  try {
    return await work({ dataDir: folder.path, databaseUrl: database?.url ?? null });
  } finally {
    await database?.drop();
    folder.remove();
  }
}

/** Gives work a running instance with a simulator that answers at once, and stops it afterwards. */
export async function withInstance<T>(subject: Subject, work: (instance: Instance) => Promise<T>): Promise<T> {
  return withHome(subject, async (home) => {
    const instance = await startInstance({ ...home, isZeroDelay: true });
    try {
      return await work(instance);
    } finally {
      await instance.stop();
    }
  });
}
