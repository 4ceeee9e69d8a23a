import type { AddCommand } from "./add-command.ts";

type KnownCommand = { name: string; description: string; load: () => Promise<AddCommand> };

/** Each is loaded only where it is asked for: what the others need would hold up its start. */
export const COMMANDS: readonly KnownCommand[] = [
  {
    name: "run",
    description: "measure an endpoint, by flags or as a scenario file says",
    load: async () => (await import("./run.ts")).addRun,
  },
  {
    name: "init",
    description: "write a first scenario file",
    load: async () => (await import("./init.ts")).addInit,
  },
  {
    name: "validate",
    description: "check a scenario file and show what it would send, without sending it",
    load: async () => (await import("./validate.ts")).addValidate,
  },
  {
    name: "report",
    description: "compute a record file's report anew, or as another tool defines its figures",
    load: async () => (await import("./report.ts")).addReport,
  },
  {
    name: "compare",
    description: "compare two record files: is B worse than A?",
    load: async () => (await import("./compare.ts")).addCompare,
  },
  {
    name: "calibrate",
    description: "measure how far off this machine's figures are, against a server that knows the truth",
    load: async () => (await import("./calibrate.ts")).addCalibrate,
  },
  {
    name: "simulate",
    description: "serve simulated LLM endpoints and TinyFish until Ctrl-C",
    load: async () => (await import("./simulate.ts")).addSimulate,
  },
  {
    name: "conformance",
    description: "awkward streams as real servers send them",
    load: async () => (await import("./conformance.ts")).addConformance,
  },
  {
    name: "doctor",
    description: "look at what this machine lets a measurement be, and at a target",
    load: async () => (await import("./doctor.ts")).addDoctor,
  },
];
