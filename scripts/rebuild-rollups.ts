import { rebuildRollups } from "../packages/services/src/index.ts";
import { withContext } from "./with-context.ts";

/** `npm run rollups:rebuild`: recomputes the hourly figures of the configured database from its runs. */
await withContext("rebuild-rollups", async (ctx) => {
  const { hours, rollups } = await rebuildRollups(ctx);
  process.stdout.write(`Rebuilt ${rollups} rollups of ${hours} hours.\n`);
});
