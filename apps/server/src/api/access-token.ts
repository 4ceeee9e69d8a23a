import { AppError } from "@tfbench/contracts";
import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { createHash, timingSafeEqual } from "node:crypto";
import type { ApiEnv } from "./api-deps.ts";

export const ACCESS_COOKIE = "tfbench_access";

const hash = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Asks for the access token, as a Bearer token or in the cookie the dashboard sets. Compared in constant time. */
export function requireAccessToken(token: string): MiddlewareHandler<ApiEnv> {
  const expected = hash(token);
  return async (c, next) => {
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const brought = [bearer, getCookie(c, ACCESS_COOKIE)].filter((value) => value !== undefined);
    if (!brought.some((value) => timingSafeEqual(hash(value), expected))) {
      throw new AppError("unauthenticated", "This server asks for its access token.", {
        hint: "Send it as Authorization: Bearer <token>; it is the server's TFBENCH_ACCESS_TOKEN.",
      });
    }
    await next();
  };
}
