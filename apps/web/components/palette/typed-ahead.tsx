"use client";

import { useEffect, useEffectEvent } from "react";

type TypedAheadProps = { onType: (character: string) => void; onClose: () => void };

/** Stands for the palette while it loads: what is typed meanwhile is meant for it, not for the page's one-key shortcuts. */
export function TypedAhead({ onType, onClose }: TypedAheadProps) {
  const press = useEffectEvent((key: string) => {
    if (key === "Escape") onClose();
    else if (key.length === 1) onType(key);
  });
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      event.stopPropagation();
      event.preventDefault();
      press(event.key);
    }
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, []);
  return null;
}
