import { expect, test } from "vitest";
import type { Shortcut } from "./match-keys.ts";
import { prepareHelp } from "./prepare-help.ts";

const shortcut = (keys: string, text: string, group = "List"): Shortcut => ({ keys, text, group, run: () => {} });
const ANYWHERE = { isMac: false };

test("what two keys do stands once, with both keys", () => {
  const known = [shortcut("j", "Next row"), shortcut("Space", "Peek at the row"), shortcut("p", "Peek at the row")];

  expect(prepareHelp(known, ANYWHERE)).toEqual([
    {
      name: "List",
      entries: [
        { text: "Next row", ways: [["j"]] },
        { text: "Peek at the row", ways: [["Space"], ["p"]] },
      ],
    },
  ]);
});

test("a key that a drawer took over from its page stands with what it does now", () => {
  const known = [shortcut("Escape", "Give up the selection"), shortcut("Escape", "Close the peek")];

  expect(prepareHelp(known, ANYWHERE)[0]?.entries.map(({ text }) => text)).toEqual(["Close the peek"]);
});

test("keys are named as they are printed on the machine at hand", () => {
  const known = [shortcut("Mod+k", "Find", "Anywhere"), shortcut("g r", "Runs", "Anywhere")];
  const waysOn = (isMac: boolean) => prepareHelp(known, { isMac })[0]?.entries.map(({ ways }) => ways);

  expect(waysOn(true)).toEqual([[["⌘ k"]], [["g", "r"]]]);
  expect(waysOn(false)).toEqual([[["Ctrl k"]], [["g", "r"]]]);
});
