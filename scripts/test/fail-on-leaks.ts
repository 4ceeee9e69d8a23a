import { afterAll, vi } from "vitest";

/** What a test file must give back: listening servers (TCP, Unix) and child processes. */
const WATCHED = ["TCPServerWrap", "PipeWrap", "ProcessWrap"];
const SETTLE_MS = 5_000;

const countOpen = () => {
  const open = process.getActiveResourcesInfo();
  return Object.fromEntries(WATCHED.map((kind) => [kind, open.filter((name) => name === kind).length]));
};

const openBefore = countOpen();
const leaked = () =>
  Object.entries(countOpen())
    .filter(([kind, count]) => count > (openBefore[kind] ?? 0))
    .map(([kind, count]) => `${count - (openBefore[kind] ?? 0)} ${kind}`);

// Hooks end in reverse order, so this one sees what is left after the file's own clean-up.
afterAll(async () => {
  await vi.waitFor(
    () => {
      const left = leaked();
      if (left.length > 0) throw new Error(`This file left open: ${left.join(", ")}.`);
    },
    { timeout: SETTLE_MS },
  );
}, SETTLE_MS + 5_000);
