import { expect, test } from "vitest";
import { matchKeys, nameKey, type Pressed, type Shortcut } from "./match-keys.ts";

const press = (part: Partial<Pressed>): Pressed => ({
  key: "k",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...part,
});
const shortcut = (keys: string, text = keys): Shortcut => ({ keys, text, group: "Page", run: () => {} });

test.each([
  [{ key: "k" }, "k"],
  [{ key: "K", shiftKey: true }, "K"],
  [{ key: "?", shiftKey: true }, "?"],
  [{ key: "k", ctrlKey: true }, "Mod+k"],
  [{ key: "K", metaKey: true, shiftKey: true }, "Mod+k"],
  [{ key: " " }, "Space"],
  [{ key: "ArrowDown", shiftKey: true }, "Shift+ArrowDown"],
  [{ key: "Shift", shiftKey: true }, null],
  [{ key: "k", altKey: true }, null],
])("%j is %s", (part, name) => {
  expect(nameKey(press(part))).toBe(name);
});

test("keys one after the other make one shortcut", () => {
  const known = [shortcut("g r"), shortcut("r")];

  expect(matchKeys(known, ["g"])).toMatchObject({ shortcut: null, isBegun: true });
  expect(matchKeys(known, ["g", "r"]).shortcut?.keys).toBe("g r");
  expect(matchKeys(known, ["r"]).shortcut?.keys).toBe("r");
  expect(matchKeys(known, ["g", "x"])).toEqual({ shortcut: null, isBegun: false });
});

test("what was registered last wins, as a drawer over its page does", () => {
  expect(matchKeys([shortcut("j", "page"), shortcut("j", "drawer")], ["j"]).shortcut?.text).toBe("drawer");
});
