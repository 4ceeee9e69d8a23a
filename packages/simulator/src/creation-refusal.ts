import { ApiError } from "./api-error.ts";
import type { CreateRunBody } from "./create-run-body.ts";
import { WALLET_URL } from "./creation-fault.ts";
import type { ResolvedOptions } from "./simulator-options.ts";

/** Why the account may not make this run, as the options say; null when it may. */
export function findRefusal(body: CreateRunBody, options: ResolvedOptions): ApiError | null {
  return (
    creditRefusal(options) ?? gateRefusal(body, options) ?? vaultRefusal(body, options) ?? profileRefusal(body, options)
  );
}

function creditRefusal({ out_of_credits }: ResolvedOptions): ApiError | null {
  const code = "INSUFFICIENT_CREDITS";
  const message = "The wallet is empty.";
  if (out_of_credits === "no") return null;
  if (out_of_credits === "forbidden") return new ApiError({ status: 403, code, message });
  return new ApiError({ status: 402, code, message, details: { wallet_url: WALLET_URL } });
}

function gateRefusal(body: CreateRunBody, { gated }: ResolvedOptions): ApiError | null {
  const path = gated.find((candidate) => isAskedFor(body, candidate));
  if (path === undefined) return null;
  return new ApiError({ status: 403, code: "FORBIDDEN", message: `${path} is not enabled for this account.` });
}

/** A flag that is false asks for nothing. */
function isAskedFor(body: unknown, path: string): boolean {
  let value = body;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return false;
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  return value !== undefined && value !== false;
}

function vaultRefusal(body: CreateRunBody, { vault }: ResolvedOptions): ApiError | null {
  if (body.use_vault !== true || vault === "enabled") return null;
  if (vault === "expired") {
    return new ApiError({ status: 401, code: "UNAUTHORIZED", message: "The vault connection has expired." });
  }
  return new ApiError({ status: 503, code: "FORBIDDEN", message: "The vault is not enabled for this account." });
}

function profileRefusal(body: CreateRunBody, { has_default_profile }: ResolvedOptions): ApiError | null {
  if (body.use_profile !== true || body.profile_id !== undefined || has_default_profile) return null;
  const message = "use_profile needs a profile_id, because the account has no default profile.";
  const details = [{ code: "custom", path: ["profile_id"], message }];
  return new ApiError({ status: 400, code: "INVALID_INPUT", message, details });
}
