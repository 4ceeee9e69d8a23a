type Refusal = { variable: string; url: string; port: number; cause: unknown };

/** Where a connection went and why it failed, without user and password. Not every form a server takes is a URL. */
export function describePlace({ variable, url, port: usualPort, cause }: Refusal) {
  const { hostname, port, pathname } = URL.canParse(url) ? new URL(url) : { hostname: "", port: "", pathname: "" };
  // Connecting to several addresses fails with a list of errors and no message of its own.
  const errors: unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  return {
    place: hostname === "" ? `the place ${variable} names` : `${hostname}:${port || usualPort}`,
    name: pathname.slice(1),
    // The end of a sentence, whether or not what was said has one.
    reasons: `${errors.map((error) => (error instanceof Error ? error.message : String(error)).replace(/\.$/, "")).join("; ")}.`,
  };
}
