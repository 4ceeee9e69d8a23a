import { createSchedule, requestOfRun } from "@tfbench/engine";
import { describeRequest, testTarget } from "@tfbench/providers";
import type { ProviderPort } from "@tfbench/services";

/** What verbs may ask of the providers; secrets are read here and nowhere else in the API. */
export const providerPort = (readCredential: (name: string) => string | null): ProviderPort => ({
  describeRequest: (plan) => describeRequest({ ...plan, request: requestOfRun(plan, 0) }),
  requestOfRun,
  testTarget: (target, signal) => testTarget(target, { readCredential, signal }),
  countRuns: (load, seed) => createSchedule(load, seed).length,
});
