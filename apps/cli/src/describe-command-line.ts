const PLAIN = /^[\w@%+=:,./-]+$/;
const CREDENTIAL = /^(authorization|x-api-key|api-key|cookie|proxy-authorization)\s*:/i;

/** The command line as it could be typed again; the values of headers that carry credentials are hidden. */
export function describeCommandLine(args: readonly string[]): string {
  return ["tfbench", ...args.map(hideCredential)].map((word) => (PLAIN.test(word) ? word : quote(word))).join(" ");
}

function hideCredential(word: string): string {
  const value = word.startsWith("--header=") ? word.slice("--header=".length) : word;
  if (!CREDENTIAL.test(value)) return word;
  return `${word.slice(0, word.indexOf(":") + 1)} ***`;
}

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
