/** The address of a proxy, or a sentence that says why it is none. */
export function parseProxy(text: string): URL | string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search === "") return url;
  return `"${withoutPassword(text)}" is no http or https address of a proxy, such as http://127.0.0.1:3128.`;
}

/** What stands before an @ may hold a password, also where the rest is no address. */
const withoutPassword = (text: string): string => text.replace(/^([a-z]+:\/\/)?.*@/i, "$1***@");
