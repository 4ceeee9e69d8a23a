/** An address of the dashboard that a click would open in this tab; null for every other click. */
function addressOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (link === null || link.target === "_blank" || link.hasAttribute("download")) return null;
  return link.origin === location.origin ? `${link.pathname}${link.search}${link.hash}` : null;
}

/** Holds clicks on links of the dashboard; `onLeave` is told where they lead. Returns what ends the hold. */
export function holdLinks(onLeave: (address: string) => void): () => void {
  function listen(event: MouseEvent) {
    const address = addressOf(event);
    if (address === null) return;
    event.preventDefault();
    event.stopPropagation();
    onLeave(address);
  }
  // Captured: before the link follows itself.
  document.addEventListener("click", listen, true);
  return () => document.removeEventListener("click", listen, true);
}
