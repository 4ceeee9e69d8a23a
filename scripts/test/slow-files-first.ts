import { join } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { SLOW_FILES } from "./slow-files.ts";

/** Vitest knows how long files take only where they ran before, which is never so on a fresh checkout. */
export class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ranks = new Map(SLOW_FILES.map((path, rank) => [join(this.ctx.config.root, path), rank]));
    const rankOf = ({ moduleId }: TestSpecification) => ranks.get(moduleId) ?? SLOW_FILES.length;
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}
