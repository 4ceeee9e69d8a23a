import { expect, test } from "vitest";
import { parseDockerfile } from "./parse-dockerfile.ts";

test("stages, copies, settings and commands are read as docker build reads them", () => {
  const stages = parseDockerfile(`# A comment
FROM node:24-slim AS base
WORKDIR /app
ENV A=1 B=two
FROM base
COPY --from=base /app ./
COPY a.json b.json ./
RUN npm ci \\
    --omit=dev
USER 1000:1000
HEALTHCHECK --interval=10s \\
  # in between
  CMD ["node", "check.ts"]
CMD ["node", "main.ts"]
`);

  expect(stages).toEqual([
    {
      name: "base",
      from: "node:24-slim",
      instructions: [
        { kind: "WORKDIR", path: "/app" },
        { kind: "ENV", values: { A: "1", B: "two" } },
      ],
    },
    {
      name: null,
      from: "base",
      instructions: [
        { kind: "COPY", from: "base", sources: ["/app"], target: "./" },
        { kind: "COPY", from: null, sources: ["a.json", "b.json"], target: "./" },
        { kind: "RUN", command: "npm ci --omit=dev" },
        { kind: "USER", uid: 1000, gid: 1000 },
        { kind: "HEALTHCHECK", command: ["node", "check.ts"] },
        { kind: "CMD", command: ["node", "main.ts"] },
      ],
    },
  ]);
});

test.each([
  ["an instruction it does not know", "FROM a\nVOLUME /data"],
  ["an instruction before the first FROM", "WORKDIR /app"],
  ["a FROM with a platform", "FROM --platform=linux/amd64 a"],
  ["a COPY with a pattern", "FROM a\nCOPY *.json ./"],
  ["a COPY with an option", "FROM a\nCOPY --chown=1:1 a ./"],
  ["an ENV with a reference", "FROM a\nENV A=$B"],
  ["a USER by name", "FROM a\nUSER node"],
  ["a CMD in the shell form", "FROM a\nCMD node main.ts"],
  ["a HEALTHCHECK that is none", "FROM a\nHEALTHCHECK NONE"],
])("%s fails rather than be passed over", (_name, text) => {
  expect(() => parseDockerfile(text)).toThrow();
});
