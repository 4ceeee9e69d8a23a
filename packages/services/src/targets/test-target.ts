import type { CreateTarget, TargetTest } from "@tfbench/contracts";
import type { Context } from "../context.ts";
import { getTarget } from "./get-target.ts";

/** Reaches for a target as a run would, without starting one. */
export async function testTarget(ctx: Context, input: { id: number }, signal: AbortSignal): Promise<TargetTest> {
  return ctx.providers.testTarget(await getTarget(ctx, input), signal);
}

/** As `testTarget`, for a target that is still being written. */
export const testTargetDraft = (ctx: Context, draft: CreateTarget, signal: AbortSignal): Promise<TargetTest> =>
  ctx.providers.testTarget(draft, signal);
