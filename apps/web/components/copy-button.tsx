"use client";

import { Check, Copy } from "lucide-react";
import { useState, type ComponentProps } from "react";
import { Button } from "./ui/button.tsx";

const SAID_MS = 1_500;

/** A text that takes long to make is made when it is asked for. */
type CopyButtonProps = { text: string | (() => string); label: string } & Pick<
  ComponentProps<typeof Button>,
  "className" | "variant"
>;

/** The clipboard is there only on secure pages and on loopback; elsewhere the button says that it cannot. */
export function CopyButton({ text, label, className, variant }: CopyButtonProps) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    const isCopied = await navigator.clipboard.writeText(typeof text === "string" ? text : text()).then(
      () => true,
      () => false,
    );
    setSaid(isCopied ? "Copied" : "Not allowed here");
    setTimeout(() => setSaid(null), SAID_MS);
  };
  const Icon = said === "Copied" ? Check : Copy;
  return (
    <Button size="dense" variant={variant} className={className} onClick={() => void copy()}>
      <Icon aria-hidden /> <span aria-live="polite">{said ?? label}</span>
    </Button>
  );
}
