import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { holdHistory, type Leave } from "./hold-history.ts";
import { holdLinks } from "./hold-links.ts";

type Unsaved = {
  isAsked: boolean;
  askToClose: () => void;
  keep: () => void;
  /** Does what was asked for, whatever is lost by it. */
  discard: () => void;
};

function holdUnload(): () => void {
  const hold = (event: BeforeUnloadEvent) => event.preventDefault();
  window.addEventListener("beforeunload", hold);
  return () => window.removeEventListener("beforeunload", hold);
}

/** Asks before what was typed is lost: by Escape, a click beside the form, its cross, Back, a link, or leaving the page. */
export function useUnsaved({ isChanged, onClose }: { isChanged: boolean; onClose: () => void }): Unsaved {
  const [leave, setLeave] = useState<{ go: Leave } | null>(null);
  const focused = useRef<Element | null>(null);
  const router = useRouter();
  const ask = useEffectEvent((go: Leave) => askTo(go));
  function askTo(go: Leave) {
    // Asked again, the question itself has the focus.
    if (leave === null) focused.current = document.activeElement;
    setLeave({ go });
  }
  useEffect(() => {
    if (!isChanged) return;
    const ends = [holdUnload(), holdHistory((go) => ask(go)), holdLinks((address) => ask(() => router.push(address)))];
    return () => {
      for (const end of ends) end();
    };
  }, [isChanged, router]);
  return {
    isAsked: leave !== null && isChanged,
    askToClose: () => (isChanged ? askTo(onClose) : onClose()),
    keep: () => {
      setLeave(null);
      if (focused.current instanceof HTMLElement) focused.current.focus();
    },
    discard: () => {
      setLeave(null);
      leave?.go();
    },
  };
}
