/** How many runs an account may have at once. A slot is held from admission to the end of the run. */
export interface Slots {
  hasRoomFor(account: string, runs: number): boolean;
  /** Calls back at once when a slot is free, otherwise when its turn comes. */
  acquire(account: string, start: () => void): void;
  /** Takes back a call that is still waiting. */
  withdraw(account: string, start: () => void): void;
  release(account: string): void;
}

interface AccountSlots {
  held: number;
  /** In order of arrival. */
  waiting: Set<() => void>;
}

export function createSlots(limit: number | null): Slots {
  const accounts = new Map<string, AccountSlots>();
  const most = limit ?? Infinity;

  function slotsOf(account: string): AccountSlots {
    const existing = accounts.get(account);
    if (existing) return existing;
    const created: AccountSlots = { held: 0, waiting: new Set() };
    accounts.set(account, created);
    return created;
  }

  return {
    hasRoomFor(account, runs) {
      const { held, waiting } = slotsOf(account);
      return held + waiting.size + runs <= most;
    },
    acquire(account, start) {
      const slots = slotsOf(account);
      if (slots.held >= most) {
        slots.waiting.add(start);
        return;
      }
      slots.held += 1;
      start();
    },
    withdraw(account, start) {
      slotsOf(account).waiting.delete(start);
    },
    release(account) {
      const slots = slotsOf(account);
      const [next] = slots.waiting;
      if (!next) {
        slots.held -= 1;
        return;
      }
      slots.waiting.delete(next);
      next();
    },
  };
}
