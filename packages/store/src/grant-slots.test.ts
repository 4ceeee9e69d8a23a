import { expect, test } from "vitest";
import { grantSlots } from "./grant-slots.ts";

const queued = (id: number, slots: number) => ({ id, slots, status: "queued" as const });
const running = (id: number, slots: number) => ({ id, slots, status: "running" as const });

test.each([
  { name: "without a limit everything asked starts", limit: null, open: [], asked: [1, 2], granted: { 1: 4, 2: 4 } },
  {
    name: "what fits starts, the rest waits",
    limit: 10,
    open: [queued(1, 4), queued(2, 4), queued(3, 4)],
    asked: [1, 2, 3],
    granted: { 1: 4, 2: 4 },
  },
  {
    name: "slots of running batches are taken",
    limit: 10,
    open: [running(1, 7), queued(2, 4), queued(3, 3)],
    asked: [2, 3],
    granted: {},
  },
  {
    name: "a small batch does not overtake a large one that waits",
    limit: 10,
    open: [running(1, 5), queued(2, 8), queued(3, 1)],
    asked: [3],
    granted: {},
  },
  {
    name: "an older batch that fits keeps its slots for whoever claims it",
    limit: 10,
    open: [queued(1, 8), queued(2, 2), queued(3, 1)],
    asked: [2, 3],
    granted: { 2: 2 },
  },
  {
    name: "a dead worker's batch goes on in the slots it has, however full the target is",
    limit: 5,
    open: [running(1, 5), queued(2, 1)],
    asked: [1, 2],
    granted: { 1: 5 },
  },
  {
    name: "a batch that wants more than the lowered limit is content with the limit",
    limit: 3,
    open: [queued(1, 8)],
    asked: [1],
    granted: { 1: 3 },
  },
  {
    name: "a target filled beyond its lowered limit starts nothing",
    limit: 3,
    open: [running(1, 8), queued(2, 1)],
    asked: [2],
    granted: {},
  },
])("$name", ({ limit, open, asked, granted }) => {
  const requests = asked.map((id) => ({ id, slots: open.find((batch) => batch.id === id)?.slots ?? 4 }));

  expect(Object.fromEntries(grantSlots({ limit, open, asked: requests }))).toEqual(granted);
});
