import { expect, test } from "vitest";
import { gather } from "./gather.ts";

/** Work whose calls end when the test says so. */
function steered() {
  const calls: { items: number[]; end: PromiseWithResolvers<string[]> }[] = [];
  const work = (items: number[]) => {
    const end = Promise.withResolvers<string[]>();
    calls.push({ items, end });
    return end.promise;
  };
  const finish = (index: number) => {
    const call = calls[index];
    if (call === undefined) throw new Error(`There is no call ${index}.`);
    call.end.resolve(call.items.map(String));
  };
  return { calls, work, finish };
}

test("a lone caller is served at once, those that come meanwhile go together", async () => {
  const { calls, work, finish } = steered();
  const ask = gather(work, 10);

  const first = ask(1);
  const others = [ask(2), ask(3)];
  finish(0);
  expect(await first).toBe("1");
  await expect.poll(() => calls.length).toBe(2);
  finish(1);

  expect(await Promise.all(others)).toEqual(["2", "3"]);
  expect(calls.map(({ items }) => items)).toEqual([[1], [2, 3]]);
});

test("no call is for more than the limit", async () => {
  const groups: number[][] = [];
  const ask = gather(async (items: number[]) => {
    groups.push(items);
    return items;
  }, 2);

  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(ask))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(groups).toEqual([[1], [2, 3], [4, 5], [6]]);
});

test("an error reaches the one that caused it and nobody else", async () => {
  const ask = gather(async (items: number[]) => {
    if (items.includes(3)) throw new Error("no threes");
    return items;
  }, 10);

  const answers = await Promise.allSettled([1, 2, 3, 4].map(ask));

  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(await ask(5)).toBe(5);
});

test("an answer short of items is an error, not a mix-up", async () => {
  const ask = gather(async (items: number[]) => items.slice(1), 10);

  await expect(ask(1)).rejects.toThrow("1 were asked for, 0 were answered.");
});
