import { expect, test } from "vitest";
import { createSlots } from "./slots.ts";

test("a full account makes runs wait in order, and another account does not notice", () => {
  const slots = createSlots(1);
  const started: string[] = [];

  slots.acquire("a", () => started.push("a1"));
  slots.acquire("a", () => started.push("a2"));
  slots.acquire("a", () => started.push("a3"));
  slots.acquire("b", () => started.push("b1"));
  expect(started).toEqual(["a1", "b1"]);

  slots.release("a");
  slots.release("a");
  expect(started).toEqual(["a1", "b1", "a2", "a3"]);
});

test("a run that no longer wants its turn is passed over", () => {
  const slots = createSlots(1);
  const started: string[] = [];
  const second = () => void started.push("second");
  slots.acquire("a", () => started.push("first"));
  slots.acquire("a", second);
  slots.acquire("a", () => started.push("third"));

  slots.withdraw("a", second);
  slots.release("a");

  expect(started).toEqual(["first", "third"]);
});

test("room counts what runs and what waits", () => {
  const slots = createSlots(2);
  expect(slots.hasRoomFor("a", 2)).toBe(true);
  expect(slots.hasRoomFor("a", 3)).toBe(false);

  slots.acquire("a", () => {});
  expect(slots.hasRoomFor("a", 1)).toBe(true);
  expect(slots.hasRoomFor("a", 2)).toBe(false);

  slots.release("a");
  expect(slots.hasRoomFor("a", 2)).toBe(true);
  expect(createSlots(null).hasRoomFor("a", 1_000_000)).toBe(true);
});
