import { AppError, Prices } from "@tfbench/contracts";
import type { Target, UpdateTarget } from "@tfbench/contracts";
import type { TargetFields } from "@tfbench/store";
import { given } from "../given.ts";

export type TargetUpdate = {
  next: TargetFields & { is_archived: boolean };
  /** Null when what the target charges stays as it is. */
  prices: (Prices & { version: number }) | null;
  isDefault: boolean;
};

// The schema of the prices has exactly these.
const PRICES = Object.keys(Prices.shape) as (keyof Prices)[];

const conflict = (message: string, hint: string, field: string): AppError =>
  new AppError("conflict", message, { hint, fields: [{ field, message: "cannot be changed to this" }] });

/** What an update changes, or why it is refused. `isSimulator` says whether an address is that of our own simulator. */
export function planTargetUpdate(
  target: Target,
  changes: UpdateTarget,
  isSimulator: (baseUrl: string) => boolean,
): TargetUpdate {
  const baseUrl = given(changes.base_url, target.base_url);
  const next = {
    name: given(changes.name, target.name),
    base_url: baseUrl,
    credential: given(changes.credential, target.credential),
    // A new address says anew whether it is a simulator: a real one must not go on being measured as simulated.
    simulated: changes.simulated ?? (baseUrl === target.base_url ? target.simulated : isSimulator(baseUrl)),
    limits: given(changes.limits, target.limits),
    timeouts: given(changes.timeouts, target.timeouts),
    is_archived: given(changes.archived, target.archived_at !== null),
  };
  refuseBuiltinChange(target, next);
  const isDefault = given(changes.is_default, target.is_default);
  if (next.is_archived && isDefault) {
    throw conflict(
      "The default target cannot be archived.",
      'Make another target the default first, or send "is_default": false.',
      "archived",
    );
  }
  const { prices } = changes;
  const keepsPrices =
    prices === undefined || PRICES.every((name) => (prices[name] ?? null) === (target.prices[name] ?? null));
  return { next, prices: keepsPrices ? null : { ...prices, version: target.prices.version + 1 }, isDefault };
}

function refuseBuiltinChange(target: Target, next: TargetUpdate["next"]): void {
  if (target.builtin === null) return;
  for (const field of ["base_url", "credential", "simulated"] as const) {
    if (next[field] === target[field]) continue;
    throw conflict(
      `Target ${target.id} is kept by the server: its ${field} follows the configuration.`,
      "Create a target of your own instead.",
      field,
    );
  }
  if (next.is_archived) {
    throw conflict(
      `Target ${target.id} is kept by the server and cannot be archived.`,
      "Make another target the default instead.",
      "archived",
    );
  }
}
