import { spawnSync } from "node:child_process";

/** All threads of a process onto these cores; false where that cannot be done. */
export const pinProcess = (pid: number, cores: string): boolean =>
  spawnSync("taskset", ["-a", "-c", "-p", cores, String(pid)]).status === 0;
