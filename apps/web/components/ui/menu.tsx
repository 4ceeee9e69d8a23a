"use client";

import { Ellipsis } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#components/class-names.ts";
import { Button } from "./button.tsx";

export type MenuItem = { text: string; isDangerous?: boolean; onChoose: () => void };

type MenuProps = { label: string; items: readonly MenuItem[]; icon?: ReactNode };

/** Further actions on one thing. */
export function Menu({ label, items, icon = <Ellipsis aria-hidden /> }: MenuProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>
        <Button variant="quiet" size="icon" aria-label={label} title={label}>
          {icon}
        </Button>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="end"
          sideOffset={4}
          className="z-50 min-w-36 rounded-control border bg-raised p-1 shadow-float"
        >
          {items.map((item) => (
            <Primitive.Item
              key={item.text}
              onSelect={item.onChoose}
              className={classNames(
                "flex h-7 cursor-pointer items-center rounded-chip px-2 text-meta outline-none data-highlighted:bg-sunken",
                item.isDangerous && "text-bad",
              )}
            >
              {item.text}
            </Primitive.Item>
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
