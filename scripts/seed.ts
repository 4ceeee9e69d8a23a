import { SHAPE_NAMES, seedShape } from "../packages/services/src/index.ts";
import { openMaintenance } from "../packages/store/src/index.ts";
import type { Database } from "../packages/store/src/index.ts";
import { withContext } from "./with-context.ts";

/** `npm run seed -- <shape>`: writes sample data of a named shape into the configured database and says where to look. */
const [asked = "demo"] = process.argv.slice(2);
const shape = SHAPE_NAMES.find((name) => name === asked);

if (shape === undefined) {
  process.stderr.write(`There is no shape ${asked}; the shapes are ${SHAPE_NAMES.join(", ")}.\n`);
  process.exitCode = 2;
} else {
  await withContext("seed", async (ctx) => {
    const { runs, batch_ids, scenario_ids } = await seedShape(ctx, shape);
    await settle(ctx.db);
    const page =
      batch_ids.length === 1
        ? `/runs?batch_id=${batch_ids[0]}`
        : `/runs?${scenario_ids.map((id) => `scenario_id=${id}`).join("&")}`;
    process.stdout.write(
      `Wrote ${runs} sample runs of the shape ${shape}. On the dashboard: ${runs === 0 ? "/scenarios" : page}\n`,
    );
  });
}

/** Or a server that is started next would do it in its first minute, while its first pages are read. */
async function settle(db: Database): Promise<void> {
  const maintenance = openMaintenance(db, {
    onError: (cause) => {
      throw cause;
    },
  });
  try {
    await maintenance.run();
  } finally {
    await maintenance.stop();
  }
}
