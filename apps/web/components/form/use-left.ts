import { useEffect, useRef, useState } from "react";

/**
 * Whether a field was left. Where a press of the pointer leaves it, this is told once the press is over: what is said of
 * the field then moves what stands below it, and a button that moves between press and release is not pressed.
 */
export function useLeft(initially: boolean): { isLeft: boolean; leave: () => void } {
  const [isLeft, setIsLeft] = useState(initially);
  const isPressed = useRef(false);
  useEffect(() => {
    const gone = new AbortController();
    const options = { capture: true, signal: gone.signal };
    addEventListener("pointerdown", () => (isPressed.current = true), options);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (isPressed.current = false), options);
    return () => gone.abort();
  }, []);
  const leave = () => {
    if (!isPressed.current) return setIsLeft(true);
    const told = new AbortController();
    const tell = () => {
      told.abort();
      // The click is dispatched right after the release.
      setTimeout(() => setIsLeft(true));
    };
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, tell, { signal: told.signal });
  };
  return { isLeft, leave };
}
