import { useEffect, useState } from "react";

type Unsaved = { isAsked: boolean; askToClose: () => void; keep: () => void };

/** Asks before what was typed is lost: by Escape, a click beside the form, its cross, or leaving the page. */
export function useUnsaved({ isChanged, onClose }: { isChanged: boolean; onClose: () => void }): Unsaved {
  const [isAsked, setIsAsked] = useState(false);
  useEffect(() => {
    if (!isChanged) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [isChanged]);
  return {
    isAsked: isAsked && isChanged,
    askToClose: () => (isChanged ? setIsAsked(true) : onClose()),
    keep: () => setIsAsked(false),
  };
}
