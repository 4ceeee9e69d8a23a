import type { ResolvedOptions } from "./simulator-options.ts";

export interface Wallet {
  charge(account: string, steps: number): void;
  read(account: string): Record<string, unknown>;
}

/** Money is kept in thousandths, so that sums stay exact. Failed and cancelled runs cost their steps too. */
export function createWallet(options: Exclude<ResolvedOptions["wallet"], "legacy">): Wallet {
  const pricePerStep = toThousandths(options.price_per_step);
  const start = toThousandths(options.starting_balance);
  const spent = new Map<string, number>();

  return {
    charge(account, steps) {
      spent.set(account, (spent.get(account) ?? 0) + steps * pricePerStep);
    },
    read(account) {
      const asOf = new Date().toISOString();
      const meter = { label: "Agent step", unit_amount: toText(pricePerStep), currency: "USD", per: "step" };
      return {
        available_balance: toText(start - (spent.get(account) ?? 0)),
        currency: "USD",
        as_of: asOf,
        auto_reload: { state: "unconfigured" },
        pending_top_up: null,
        rates: { meters: [meter], as_of: asOf },
      };
    },
  };
}

function toThousandths(amount: string): number {
  return Math.round(Number(amount) * 1000);
}

function toText(thousandths: number): string {
  return (thousandths / 1000).toFixed(3);
}
