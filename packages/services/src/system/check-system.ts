import type { System, SystemCheck } from "@tfbench/contracts";

const WAITING_TOO_LONG_MS = 60_000;
const LITTLE_ROOM_RUNS = 10_000;

/** What is fine and what is not, each with what to do. Pure: the same facts give the same checks. */
export const checkSystem = (system: Omit<System, "checks">): SystemCheck[] => [
  checkWorkers(system),
  checkQueue(system),
  checkEventStorage(system),
  checkFanOut(system),
  checkMode(system),
];

function checkWorkers({ workers }: Omit<System, "checks">): SystemCheck {
  const alive = workers.filter(({ is_alive }) => is_alive).length;
  if (alive > 0) return ok("workers", `${alive} of ${workers.length} known workers seen within the last minute.`);
  return {
    name: "workers",
    state: "fail",
    sentence: "No worker was seen within the last minute, so queued runs do not start.",
    what_to_do: "Start the server with the role all or worker, and look at its log.",
  };
}

function checkQueue({ queue, now }: Omit<System, "checks">): SystemCheck {
  const { oldest_queued_at, queued_runs } = queue;
  if (oldest_queued_at === null) return ok("queue", "No run waits.");
  const waitedMs = Date.parse(now) - Date.parse(oldest_queued_at);
  const waited = `${queued_runs.toLocaleString("en-US")} runs wait, the oldest for ${Math.round(Math.max(0, waitedMs) / 1000).toLocaleString("en-US")} s.`;
  if (waitedMs <= WAITING_TOO_LONG_MS) return ok("queue", waited);
  return {
    name: "queue",
    state: "warn",
    sentence: waited,
    what_to_do:
      "Raise the target's max_in_flight or a scenario's concurrency, or add workers; a long batch waits by design.",
  };
}

function checkEventStorage({ event_storage }: Omit<System, "checks">): SystemCheck {
  const room = event_storage.room_for_runs.toLocaleString("en-US");
  if (event_storage.room_for_runs >= LITTLE_ROOM_RUNS)
    return ok("event_storage", `There is room for the events of ${room} more runs.`);
  return {
    name: "event_storage",
    state: "warn",
    sentence: `There is room for the events of ${room} more runs; more is made every 15 seconds.`,
    what_to_do: "If this stays, look for errors of the maintenance in the worker's log.",
  };
}

function checkFanOut({ live_fan_out: { kind, connected } }: Omit<System, "checks">): SystemCheck {
  const means = { in_process: "inside this process", notify: "by LISTEN and NOTIFY", redis: "through Redis" }[kind];
  if (connected) return ok("live_fan_out", `Live pages are fed ${means}.`);
  return {
    name: "live_fan_out",
    state: "warn",
    sentence: `Live pages are fed ${means}, and that connection is broken: they show changes late.`,
    what_to_do:
      kind === "redis" ? "Check that Redis at REDIS_URL answers." : "Check that PostgreSQL at DATABASE_URL answers.",
  };
}

function checkMode({ mock_mode }: Omit<System, "checks">): SystemCheck {
  return ok(
    "mode",
    mock_mode
      ? "Mock mode: the default target is the simulator, and runs on it cost nothing."
      : "The default target is the real service: its runs cost money.",
  );
}

const ok = (name: string, sentence: string): SystemCheck => ({ name, state: "ok", sentence, what_to_do: null });
