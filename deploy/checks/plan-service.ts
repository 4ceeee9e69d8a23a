import { chmodSync, cpSync, linkSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { LaidOutImage } from "./lay-out-image.ts";
import type { Network } from "./network.ts";
import type { ServiceOrder } from "./start-services.ts";

type ServicePlan = Pick<ServiceOrder, "name" | "needs"> & {
  /** Null where the image's own holds; no words where there is none. */
  words: readonly string[] | null;
  healthcheck: readonly string[] | null;
  environment: Record<string, string>;
};

const SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";
const RESOLVE_NAMES = "resolve-names.mjs";

/** Puts into an image what its base image would bring, and what makes the names of the network mean this machine. */
export function equipImage({ root }: LaidOutImage): void {
  const bin = join(root, "usr/local/bin");
  mkdirSync(bin, { recursive: true });
  placeFile(process.execPath, join(bin, "node"));
  cpSync(join(import.meta.dirname, RESOLVE_NAMES), join(root, RESOLVE_NAMES));
  chmodSync(root, 0o755);
}

/** A link where both are on one disk: the program has 120 MB. */
function placeFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EXDEV")) throw cause;
    cpSync(from, to);
  }
}

/** What a container of this image would run: nothing of this machine's environment gets in. */
export async function planService(image: LaidOutImage, network: Network, plan: ServicePlan): Promise<ServiceOrder> {
  const env = await network.translate(plan.name, { ...image.env, ...plan.environment });
  const healthcheck = plan.healthcheck ?? image.healthcheck;
  return {
    name: plan.name,
    needs: plan.needs,
    words: plan.words ?? image.command,
    healthcheck: healthcheck?.length === 0 ? null : healthcheck,
    cwd: join(image.root, image.workdir),
    user: image.user,
    env: {
      ...env,
      PATH: `${join(image.root, "usr/local/bin")}:${SYSTEM_PATH}`,
      NODE_OPTIONS: `--import=${join(image.root, RESOLVE_NAMES)}`,
      NETWORK_NAMES: network.names.join(","),
    },
  };
}
