import { startInstance } from "./instance.ts";
import type { Row, Subject } from "./row.ts";
import { withHome } from "./with-instance.ts";

const WARM_STARTS = 3;

/** From the start of the processes to the first answer of every part: on an empty data folder, and again on the same one. */
export async function measureStartUp(subject: Subject): Promise<Row[]> {
  return withHome(subject, async (home) => {
    const start = async () => {
      const instance = await startInstance({ ...home, isZeroDelay: false });
      await instance.stop();
      return instance.readyAfterMs / 1000;
    };
    const first = await start();
    const warm: number[] = [];
    for (let index = 0; index < WARM_STARTS; index += 1) warm.push(await start());
    const unit = { unit: "s" };
    return [
      { measure: `start-up, empty data folder, ${subject.database}`, value: first, ...unit, n: "1 start" },
      {
        measure: `start-up, warm, slowest, ${subject.database}`,
        value: Math.max(...warm),
        ...unit,
        n: `${WARM_STARTS} starts`,
        aim: { at_most: 15 },
      },
    ];
  });
}
