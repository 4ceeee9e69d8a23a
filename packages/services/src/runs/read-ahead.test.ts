import { expect, test } from "vitest";
import { readAhead } from "./read-ahead.ts";

function numbersUpTo(last: number, failsAt?: number) {
  const log: string[] = [];
  async function* count(): AsyncGenerator<number> {
    try {
      for (let number = 1; number <= last; number += 1) {
        if (number === failsAt) throw new Error(`No ${number}.`);
        log.push(`read ${number}`);
        yield number;
      }
    } finally {
      log.push("closed");
    }
  }
  return { log, items: readAhead(count()) };
}

test("items come whole and in order", async () => {
  const { items, log } = numbersUpTo(3);

  const seen: number[] = [];
  for await (const number of items) seen.push(number);

  expect(seen).toEqual([1, 2, 3]);
  expect(log).toEqual(["read 1", "read 2", "read 3", "closed"]);
});

test("the next item is fetched while one is held, and none after it", async () => {
  const { items, log } = numbersUpTo(9);

  await items.next();
  await new Promise((later) => setImmediate(later));

  expect(log).toEqual(["read 1", "read 2"]);
  await items.return(undefined);
  expect(log).toEqual(["read 1", "read 2", "closed"]);
});

test("a failure ahead is thrown in its turn, after what came before it", async () => {
  const { items } = numbersUpTo(3, 2);

  expect(await items.next()).toEqual({ done: false, value: 1 });
  await new Promise((later) => setImmediate(later));
  await expect(items.next()).rejects.toThrow("No 2.");
});
