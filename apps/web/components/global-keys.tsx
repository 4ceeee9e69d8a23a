"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useRef, useState } from "react";
import { PAGES } from "./pages.ts";
import { TypedAhead } from "./palette/typed-ahead.tsx";
import { useShortcuts } from "./shortcuts/shortcuts.tsx";
import { Button } from "./ui/button.tsx";

const CommandPalette = lazy(() =>
  import("./palette/command-palette.tsx").then((module) => ({ default: module.CommandPalette })),
);
const ShortcutHelp = lazy(() =>
  import("./shortcuts/shortcut-help.tsx").then((module) => ({ default: module.ShortcutHelp })),
);

/** The search of the page; null where it has none. */
const pageSearch = () => document.querySelector<HTMLInputElement>("main input[type=search]");

/** What the keyboard can do everywhere, and the button that leads to the same. Both dialogs load when first opened. */
export function GlobalKeys() {
  const [opened, setOpened] = useState<"palette" | "help" | null>(null);
  const router = useRouter();
  const typedAhead = useRef("");
  const close = () => setOpened(null);
  const openPalette = () => {
    typedAhead.current = "";
    setOpened("palette");
  };
  useShortcuts([
    { keys: "Mod+k", text: "Command palette", group: "Everywhere", run: openPalette },
    { keys: "?", text: "Keyboard shortcuts", group: "Everywhere", run: () => setOpened("help") },
    {
      keys: "/",
      text: "Search this page",
      group: "Everywhere",
      run: () => {
        const search = pageSearch();
        if (search === null) openPalette();
        else search.focus();
      },
    },
    ...PAGES.map(({ href, text, letter }) => ({
      keys: `g ${letter}`,
      text,
      group: "Go to",
      run: () => router.push(href),
    })),
  ]);
  return (
    <>
      <Button
        size="dense"
        aria-keyshortcuts="Control+K Meta+K"
        className="font-normal text-muted"
        onClick={openPalette}
      >
        <Search aria-hidden />
        <span className="sr-only">Search and commands</span>
        <span className="max-md:hidden">Ctrl K</span>
      </Button>
      <Suspense fallback={<TypedAhead onType={(character) => (typedAhead.current += character)} onClose={close} />}>
        {opened === "palette" ? <CommandPalette readTyped={() => typedAhead.current} onClose={close} /> : null}
      </Suspense>
      <Suspense fallback={null}>{opened === "help" ? <ShortcutHelp onClose={close} /> : null}</Suspense>
    </>
  );
}
