"use client";

import { Command as Primitive } from "cmdk";
import { useTheme } from "next-themes";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { setDensity } from "#components/table/use-table-layout.ts";
import { prepareCommands, type Command } from "./prepare-commands.ts";
import { useFound } from "./use-found.ts";

function CommandItem({ command, onChoose }: { command: Command; onChoose: () => void }) {
  return (
    <Primitive.Item
      value={command.id}
      onSelect={onChoose}
      className="flex h-8 cursor-pointer items-center gap-3 rounded-chip px-2 data-[selected=true]:bg-sunken"
    >
      <span className="min-w-0 flex-1 truncate">{command.text}</span>
      <span className="shrink-0 text-meta text-muted">{command.note}</span>
    </Primitive.Item>
  );
}

/** Everything by its name: pages, actions, and what the API finds. `readTyped`: what was typed before it was there. */
export function CommandPalette({ readTyped, onClose }: { readTyped: () => string; onClose: () => void }) {
  const [typed, setTyped] = useState(readTyped);
  const [walkedTo, setWalkedTo] = useState("");
  const { found, isWaiting, error } = useFound(typed);
  const { setTheme } = useTheme();
  const router = useRouter();
  const groups = prepareCommands(typed, found);
  const ids = groups.flatMap(({ commands }) => commands.map(({ id }) => id));
  function choose({ act }: Command) {
    onClose();
    if ("href" in act) router.push(act.href);
    else if ("theme" in act) setTheme(act.theme);
    else setDensity(act.density);
  }
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-sunken/80" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 mx-auto w-full max-w-[640px] border bg-raised shadow-float sm:top-[10vh] sm:rounded-control"
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
          <Primitive
            label="Command palette"
            shouldFilter={false}
            loop
            value={ids.includes(walkedTo) ? walkedTo : (ids[0] ?? "")}
            onValueChange={setWalkedTo}
          >
            <Primitive.Input
              autoFocus
              value={typed}
              onValueChange={(text) => {
                setTyped(text);
                setWalkedTo("");
              }}
              placeholder="Go to a page, a scenario, a run, or do something"
              className="h-11 w-full border-b bg-transparent px-4 text-section outline-none"
            />
            <Primitive.List label="Commands" className="max-h-[60vh] overflow-y-auto p-1.5">
              <Primitive.Empty className="px-2 py-3 text-muted">
                {isWaiting
                  ? "Searching"
                  : "Nothing matches. Try a name, a label, the id of a run or a batch, or a page."}
              </Primitive.Empty>
              {groups.map(({ name, commands }) => (
                <Primitive.Group
                  key={name}
                  heading={name}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-caption [&_[cmdk-group-heading]]:text-muted"
                >
                  {commands.map((command) => (
                    <CommandItem key={command.id} command={command} onChoose={() => choose(command)} />
                  ))}
                </Primitive.Group>
              ))}
            </Primitive.List>
          </Primitive>
          <p role="status" className="border-t px-3 py-1.5 text-meta text-muted">
            {error === null
              ? isWaiting
                ? "Searching"
                : "Enter opens, Escape closes"
              : `Search failed: ${error.message}`}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
