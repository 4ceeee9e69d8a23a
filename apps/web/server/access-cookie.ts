import { createHash, timingSafeEqual } from "node:crypto";

export const ACCESS_COOKIE = "tfbench_access";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Compares in constant time; digests make the lengths equal. */
export const isAccessToken = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

/** The access token from a Cookie header; null when it is not there. */
export function readAccessCookie(cookieHeader: string | null): string | null {
  for (const pair of (cookieHeader ?? "").split(";")) {
    const [name, ...rest] = pair.trim().split("=");
    if (name !== ACCESS_COOKIE) continue;
    const value = rest.join("=");
    try {
      return decodeURIComponent(value);
    } catch {
      return null;
    }
  }
  return null;
}
