import { AppError } from "@tfbench/contracts";
import type { CreateTarget, TargetTest } from "@tfbench/contracts";
import type { Context } from "../context.ts";
import { getTarget } from "./get-target.ts";

/** Reaches for a target as a run would, without starting one. */
export async function testTarget(ctx: Context, input: { id: number }, signal: AbortSignal): Promise<TargetTest> {
  return testAny(ctx, await getTarget(ctx, input), signal);
}

/** As `testTarget`, for a target that is still being written. */
export const testTargetDraft = (ctx: Context, draft: CreateTarget, signal: AbortSignal): Promise<TargetTest> =>
  testAny(ctx, draft, signal);

async function testAny(
  ctx: Context,
  target: Parameters<Context["providers"]["testTarget"]>[0],
  signal: AbortSignal,
): Promise<TargetTest> {
  if (target.provider !== "tinyfish")
    throw new AppError("conflict", `Targets of the provider ${target.provider} cannot be tested from the server yet.`, {
      hint: "Measure the endpoint with the command line, `tfbench run`.",
    });
  return ctx.providers.testTarget(target, signal);
}
