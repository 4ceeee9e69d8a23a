import type { Context } from "../context.ts";

/** Whether an address is that of our own simulator. */
export const isSimulator = (ctx: Context, baseUrl: string): boolean =>
  new URL(baseUrl).origin === new URL(ctx.settings.simulator_url).origin;
