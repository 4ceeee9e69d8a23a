import type { BatchPlan } from "@tfbench/contracts";

export type ResolvedCredential = { value: string | null; problem: null } | { value: null; problem: string };

/** Reads the secret behind a plan's `env:NAME`. A target without a credential has none to read. */
export function credentialOf(plan: BatchPlan, readCredential: (name: string) => string | null): ResolvedCredential {
  const reference = plan.target.credential;
  if (reference === null) return { value: null, problem: null };
  const name = reference.slice("env:".length);
  const value = readCredential(name);
  if (value !== null) return { value, problem: null };
  return {
    value: null,
    problem: `Target "${plan.target.name}" takes its key from ${name}, which is not set where the worker runs; set it and start the worker again.`,
  };
}
