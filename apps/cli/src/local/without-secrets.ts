/** An address as it may be shown: keys are sometimes carried in the query or before the host. */
export function withoutSecrets(text: string): string {
  const url = new URL(text);
  url.username = "";
  url.password = "";
  for (const name of [...url.searchParams.keys()]) {
    if (/key|token|secret|signature/i.test(name)) url.searchParams.set(name, "hidden");
  }
  return url.href;
}
