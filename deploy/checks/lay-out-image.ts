import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { readDockerIgnore } from "./docker-ignore.ts";
import { parseDockerfile, type Instruction, type Stage } from "./parse-dockerfile.ts";

const run = promisify(execFile);

/** An image's files below `root`, and what it says about running them. */
export type LaidOutImage = {
  root: string;
  workdir: string;
  env: Record<string, string>;
  user: { uid: number; gid: number } | null;
  command: string[];
  healthcheck: string[] | null;
  base: string;
};

export type LayOutOrder = {
  /** The build context: what COPY copies from. */
  context: string;
  dockerfile: string;
  /** An empty folder. */
  into: string;
  /** For RUN. */
  searchPath: string;
};

/** Does what `docker build` would, without the base image's own files: RUN uses this machine's programs. */
export async function layOutImage(order: LayOutOrder): Promise<LaidOutImage> {
  const stages = parseDockerfile(readFileSync(join(order.context, order.dockerfile), "utf8"));
  const isIgnored = readDockerIgnore(readFileSync(join(order.context, ".dockerignore"), "utf8"));
  const images = new Map<string, LaidOutImage>();
  let last: LaidOutImage | null = null;
  for (const [index, stage] of stages.entries()) {
    const root = join(order.into, stage.name ?? String(index));
    const image = await startStage(stage, images.get(stage.from), root);
    for (const instruction of stage.instructions) await apply(instruction, image, { ...order, images, isIgnored });
    if (stage.name !== null) images.set(stage.name, image);
    last = image;
  }
  if (last === null) throw new Error(`${order.dockerfile} has no stage.`);
  return last;
}

async function startStage(stage: Stage, parent: LaidOutImage | undefined, root: string): Promise<LaidOutImage> {
  mkdirSync(root, { recursive: true });
  if (parent === undefined)
    return { root, workdir: "/", env: {}, user: null, command: [], healthcheck: null, base: stage.from };
  await copyFolder(parent.root, root);
  return { ...parent, env: { ...parent.env }, root };
}

type Surroundings = LayOutOrder & { images: Map<string, LaidOutImage>; isIgnored: (path: string) => boolean };

async function apply(instruction: Instruction, image: LaidOutImage, around: Surroundings): Promise<void> {
  switch (instruction.kind) {
    case "WORKDIR":
      image.workdir = resolve(image.workdir, instruction.path);
      mkdirSync(join(image.root, image.workdir), { recursive: true });
      return;
    case "ENV":
      Object.assign(image.env, instruction.values);
      return;
    case "USER":
      image.user = { uid: instruction.uid, gid: instruction.gid };
      return;
    case "CMD":
      image.command = instruction.command;
      return;
    case "HEALTHCHECK":
      image.healthcheck = instruction.command;
      return;
    case "COPY":
      return copy(instruction, image, around);
    case "RUN":
      return runInside(instruction.command, image, around.searchPath);
    case "LABEL":
    case "EXPOSE":
      return;
  }
}

type Copy = Extract<Instruction, { kind: "COPY" }>;

async function copy(order: Copy, image: LaidOutImage, around: Surroundings): Promise<void> {
  const { from, sources } = order;
  const target = join(image.root, resolve(image.workdir, order.target));
  const home = from === null ? around.context : around.images.get(from)?.root;
  if (home === undefined) throw new Error(`There is no stage ${from} to copy from.`);
  for (const source of sources) {
    const path = join(home, source);
    const isLeftOut = (one: string) => from === null && around.isIgnored(one.slice(home.length + 1));
    if (!existsSync(path) || isLeftOut(path)) throw new Error(`COPY names ${source}, which is not in the context.`);
    if (!statSync(path).isDirectory())
      cpSync(path, order.target.endsWith("/") ? join(target, basename(source)) : target);
    else if (from !== null) await copyFolder(path, target);
    else cpSync(path, target, { recursive: true, filter: (one) => !isLeftOut(one) });
  }
}

/**
 * As links: no stage changes the files of another, it only replaces them. cp is many times faster than Node.js at folders
 * as large as node_modules, and keeps relative links as they are.
 */
async function copyFolder(from: string, into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  await run("cp", ["-al", `${from}/.`, into]);
}

async function runInside(command: string, image: LaidOutImage, searchPath: string): Promise<void> {
  if (/(^|\s)\//.test(command))
    throw new Error(`RUN names an absolute path, which would be this machine's: ${command}`);
  await run("sh", ["-c", command], {
    cwd: join(image.root, image.workdir),
    // npm's settings and its cache are this machine's, whose packages were just installed from the same lock file.
    env: { ...image.env, PATH: searchPath, HOME: homedir(), CI: "true", npm_config_prefer_offline: "true" },
  });
}
