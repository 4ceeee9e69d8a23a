import { expect, test } from "vitest";
import { createShortcutRegistry } from "./shortcut-registry.ts";

const key = (name: string) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false });

function start() {
  const ran: string[] = [];
  const registry = createShortcutRegistry();
  const make = (keys: string) => ({ keys, text: keys, group: "Page", run: () => void ran.push(keys) });
  return { ran, registry, make };
}

test("a sequence runs once its last key is pressed in time", () => {
  const { ran, registry, make } = start();
  registry.add([make("g r"), make("r")]);

  registry.press(key("g"), 0);
  registry.press(key("r"), 900);
  registry.press(key("g"), 5_000);
  registry.press(key("r"), 6_100);

  expect(ran).toEqual(["g r", "r"]);
});

test("a key that does not go on with the sequence means what it means alone", () => {
  const { ran, registry, make } = start();
  registry.add([make("g r"), make("j")]);

  registry.press(key("g"), 0);

  expect([registry.press(key("j"), 10), registry.press(key("q"), 20), ran]).toEqual([true, false, ["j"]]);
});

test("what leaves the page takes its shortcuts along, from the keyboard and from the help", () => {
  const { ran, registry, make } = start();
  const remove = registry.add([make("j")]);

  remove();

  expect([registry.press(key("j"), 0), ran, registry.list()]).toEqual([false, [], []]);
});
