const PLAIN = /^[\w@%+=:,./-]+$/;
const CREDENTIAL = /^(authorization|x-api-key|api-key|cookie|proxy-authorization)\s*:/i;

/** The command line as it could be typed again; the values of headers that carry credentials are hidden. */
export function describeCommandLine(args: readonly string[]): string {
  return ["tfbench", ...args.map(hideCredential)].map((word) => (PLAIN.test(word) ? word : quote(word))).join(" ");
}

const PASSWORD = /^(.*https?:\/\/)[^/@]+@/i;

function hideCredential(word: string): string {
  if (PASSWORD.test(word)) return word.replace(PASSWORD, "$1***@");
  const value = word.startsWith("--header=") ? word.slice("--header=".length) : word;
  if (!CREDENTIAL.test(value)) return word;
  return `${word.slice(0, word.indexOf(":") + 1)} ***`;
}

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
