/** What takes the page away once more, this time for good. */
export type Leave = () => void;

/** Not in every browser yet, whatever the types say. */
const navigationApi = (): Navigation | null => ("navigation" in window ? window.navigation : null);

/** Where the page stands in the tab's history; null where the browser does not tell. */
const indexNow = (): number | null => navigationApi()?.currentEntry?.index ?? null;

let hold: ((event: PopStateEvent) => void) | null = null;

/**
 * Lets a hold hear of Back and Forward before the router. For an event of the window itself the order of listening
 * decides, not the phase: called once, in a layout effect of the frame, which comes before the router's own effects.
 */
export function watchHistory(): () => void {
  const listen = (event: PopStateEvent) => hold?.(event);
  window.addEventListener("popstate", listen);
  return () => window.removeEventListener("popstate", listen);
}

/**
 * Holds Back and Forward: the address returns to where it was, and `onLeave` decides. The router does not hear of it,
 * so nothing on the page changes meanwhile. Returns what ends the hold.
 */
export function holdHistory(onLeave: (leave: Leave) => void): () => void {
  let home = indexNow();
  let isLeaving = false;
  let isReturning = false;

  /** How many entries away from home it went; without the Navigation API one back, which is what people do. */
  function distance(): number {
    const index = indexNow();
    if (home !== null && index !== null) return index - home;
    return isReturning ? 0 : -1;
  }

  // The address of what is open may come after it was opened.
  function follow({ navigationType }: NavigationCurrentEntryChangeEvent) {
    if (navigationType !== "traverse") home = indexNow();
  }

  function listen(event: PopStateEvent) {
    if (isLeaving) {
      isLeaving = false;
      home = indexNow();
      return;
    }
    event.stopImmediatePropagation();
    const gone = distance();
    isReturning = gone !== 0;
    if (gone === 0) return;
    history.go(-gone);
    onLeave(() => {
      isLeaving = true;
      history.go(gone);
    });
  }

  hold = listen;
  navigationApi()?.addEventListener("currententrychange", follow);
  return () => {
    if (hold === listen) hold = null;
    navigationApi()?.removeEventListener("currententrychange", follow);
  };
}
