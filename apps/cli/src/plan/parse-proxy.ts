/** The address of a proxy, or a sentence that says why it is none. */
export function parseProxy(text: string): URL | string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search === "") return url;
  // Not the address itself: it may hold a password.
  return "is no http or https address of a proxy, such as http://127.0.0.1:3128.";
}
