"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

type DialogProps = { title: string; description?: string; onClose: () => void; children: ReactNode };

/** Shown as long as it is rendered; Escape, the cross and a click beside it ask to close. */
export function Dialog({ title, description, onClose, children }: DialogProps) {
  return (
    <Primitive.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-sunken/80" />
        <Primitive.Content
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          className="fixed inset-x-0 top-0 z-50 mx-auto flex max-h-dvh w-full max-w-[720px] flex-col border bg-raised shadow-float sm:top-[6vh] sm:max-h-[88vh] sm:rounded-control"
        >
          <header className="border-b py-3 pr-14 pl-4">
            <Primitive.Title className="truncate text-section" title={title}>
              {title}
            </Primitive.Title>
            {description === undefined ? null : (
              <Primitive.Description className="text-meta text-muted">{description}</Primitive.Description>
            )}
          </header>
          {children}
          {/* Last for the keyboard: a form begins at its first field, a question at the answer that changes nothing. */}
          <Primitive.Close asChild>
            <Button variant="quiet" size="icon" aria-label="Close" className="absolute top-3 right-4">
              <X />
            </Button>
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
