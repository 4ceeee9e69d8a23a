/** The instructions our Dockerfiles use; another one fails until it is written here. */
export type Instruction =
  | { kind: "RUN"; command: string }
  | { kind: "WORKDIR"; path: string }
  | { kind: "ENV"; values: Record<string, string> }
  | { kind: "COPY"; from: string | null; sources: string[]; target: string }
  | { kind: "USER"; uid: number; gid: number }
  | { kind: "CMD"; command: string[] }
  | { kind: "HEALTHCHECK"; command: string[] }
  | { kind: "LABEL" | "EXPOSE" };
export type Stage = { name: string | null; from: string; instructions: Instruction[] };

/** Reads a Dockerfile into its stages, the last being the image. */
export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of logicalLines(text)) {
    const [, word = "", rest = ""] = /^([A-Z]+)\s+(.*)$/s.exec(line) ?? [];
    if (word === "FROM") {
      const [, from, name] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
      if (from === undefined) throw new Error(`This FROM is not understood: ${line}`);
      stages.push({ from, name: name ?? null, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    const read = READERS[word];
    if (stage === undefined || read === undefined) throw new Error(`This instruction is not understood: ${line}`);
    stage.instructions.push(read(rest));
  }
  return stages;
}

/** Lines without comments and empty ones; a backslash at the end continues a line. */
const logicalLines = (text: string): string[] =>
  text
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .replaceAll(/\s*\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const READERS: Record<string, (rest: string) => Instruction> = {
  RUN: (command) => ({ kind: "RUN", command }),
  WORKDIR: (path) => ({ kind: "WORKDIR", path }),
  ENV: (rest) => ({ kind: "ENV", values: Object.fromEntries(rest.split(/\s+/).map(readPair)) }),
  COPY: readCopy,
  USER(rest) {
    const [, uid, gid] = /^(\d+):(\d+)$/.exec(rest) ?? [];
    if (uid === undefined || gid === undefined) throw new Error(`USER must be numbers, as in 1000:1000: ${rest}`);
    return { kind: "USER", uid: Number(uid), gid: Number(gid) };
  },
  CMD: (rest) => ({ kind: "CMD", command: readWords(rest) }),
  HEALTHCHECK(rest) {
    const [, command] = /^(?:--[a-z-]+=\S+ )*CMD (.*)$/.exec(rest.replaceAll(/\s+/g, " ")) ?? [];
    if (command === undefined) throw new Error(`This HEALTHCHECK is not understood: ${rest}`);
    return { kind: "HEALTHCHECK", command: readWords(command) };
  },
  LABEL: () => ({ kind: "LABEL" }),
  EXPOSE: () => ({ kind: "EXPOSE" }),
};

function readPair(word: string): [string, string] {
  const [, name, value] = /^([A-Z_]+)=([^"'$]*)$/.exec(word) ?? [];
  if (name === undefined || value === undefined) throw new Error(`This ENV is not understood: ${word}`);
  return [name, value];
}

function readCopy(rest: string): Instruction {
  const words = rest.split(/\s+/);
  const from = /^--from=(.+)$/.exec(words[0] ?? "")?.[1] ?? null;
  const paths = from === null ? words : words.slice(1);
  const target = paths.pop();
  if (target === undefined || paths.length === 0 || paths.some((path) => /^--|[*?$"[]/.test(path)))
    throw new Error(`This COPY is not understood: ${rest}`);
  return { kind: "COPY", from, sources: paths, target };
}

/** The exec form: a JSON list of words. The shell form would run a shell as the first process, which passes no signals on. */
function readWords(text: string): string[] {
  const words: unknown = text.startsWith("[") ? JSON.parse(text) : null;
  if (!Array.isArray(words) || !words.every((word) => typeof word === "string"))
    throw new Error(`A command must be a list of words in quotes: ${text}`);
  return words;
}
