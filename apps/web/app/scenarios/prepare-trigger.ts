import type { Client } from "@tfbench/client";
import type { Scenario } from "@tfbench/contracts";
import { readNumber } from "#components/form/number-field.tsx";
import { parseJsonObject } from "#components/form/parse-json.ts";
import { countOf } from "#format/count-of.ts";
import { planArrivals } from "#components/load/plan-arrivals.ts";
import { givenNumber } from "./given-number.ts";
import { PART_FIELDS, partsBody, type PartsBody } from "./parts/parts-draft.ts";
import { countRequests, TRACE_FIELDS, traceBody, traceObstacle } from "./trace/trace-draft.ts";
import { ceilingOf, EMPTY_LOAD, levelsOf, loadObstacle, loadOf, seedOf, type LoadDraft } from "./load/load-draft.ts";
import { LOAD_FIELDS } from "./load/load-errors.ts";
import { sayRuns } from "./load/prepare-curve.ts";

type Preview = Parameters<Client["previewRun"]>[0];

export type TriggerDraft = {
  count: string;
  /** Null where runs cannot but start when others end: those of agents. */
  load: LoadDraft | null;
  inputs: string;
  labels: string;
  isConfirmed: boolean;
};
export const TRIGGER_FIELDS = ["count", "inputs", "labels", ...LOAD_FIELDS, ...TRACE_FIELDS, ...PART_FIELDS];

/** The same, with its concurrency, as a trigger that brings no load. */
export const firstLoad = ({ run_settings: settings }: Pick<Scenario, "run_settings">): LoadDraft => ({
  ...EMPTY_LOAD,
  concurrency: String(settings.concurrency),
  start_spread_ms: String(settings.start_spread_ms),
  counted: settings.chats === undefined ? "run" : "conversation",
});

/** "key=value" per line. */
export function labelsOf(text: string): Record<string, string> {
  const pairs = text.split("\n").flatMap((line) => {
    const [key = "", ...value] = line.split("=");
    return key.trim() === "" ? [] : [[key.trim(), value.join("=").trim()]];
  });
  return Object.fromEntries(pairs);
}

type Trigger = Parameters<Client["triggerRun"]>[0];

type RunsBody = Pick<Trigger, "count" | "load" | "trace" | "seed"> & PartsBody;

function runsBody({ count, load: draft }: TriggerDraft): RunsBody | null {
  if (draft === null) return givenNumber("count", count);
  if (draft.trace !== null)
    return loadObstacle(draft) === null
      ? { trace: traceBody(draft.trace, ceilingOf(draft)), ...partsBody(draft.parts) }
      : null;
  const load = loadOf(draft);
  return load === null ? null : { load, ...seedOf(draft), ...partsBody(draft.parts) };
}

export function triggerBody(scenarioId: number, draft: TriggerDraft): Trigger | null {
  const inputs = parseJsonObject(draft.inputs);
  const runs = runsBody(draft);
  if (!inputs.isValid || runs === null) return null;
  return {
    scenario_id: scenarioId,
    inputs: inputs.value,
    labels: labelsOf(draft.labels),
    ...runs,
    ...(draft.isConfirmed ? { confirm: true } : {}),
  };
}

type SweepBody = Parameters<Client["createSweep"]>[0];

/** The same for a sweep or a search; null where it is one load. */
export function sweepBody(scenarioId: number, draft: TriggerDraft): SweepBody | null {
  const asked = draft.load === null ? null : levelsOf(draft.load);
  const body = triggerBody(scenarioId, draft);
  if (asked === null || body?.load === undefined) return null;
  const { count: _count, trace: _trace, load, ...same } = body;
  return { ...same, load, ...asked };
}

/** What keeps a trigger from being sent. */
export function triggerObstacle(draft: TriggerDraft, needsConfirmation: boolean): string | null {
  const loadTold = draft.load === null ? null : loadObstacle(draft.load);
  if (loadTold !== null) return loadTold;
  if (draft.load === null && draft.count === "") return "Say how many runs first.";
  if (!parseJsonObject(draft.inputs).isValid) return "Mend the JSON that is marked first.";
  return needsConfirmation && !draft.isConfirmed ? "Confirm the estimate first." : null;
}

const MOST_RUNS = 10_000;

function plannedRuns({ count, load: draft }: TriggerDraft): number | null {
  if (draft === null) return readNumber(count);
  if (draft.trace !== null) return traceObstacle(draft.trace) === null ? countRequests(draft.trace) : null;
  const load = loadOf(draft);
  const asked = levelsOf(draft);
  if (load === null) return null;
  // Of a search the first load: how many follow is not known before.
  return planArrivals(load).runs * (asked !== null && "levels" in asked ? asked.levels.length : 1);
}

/** What the button says it will do. */
export function triggerText({ count, load: draft }: TriggerDraft): string {
  if (draft === null) return count === "1" ? "Trigger run" : `Trigger ${count} runs`;
  if (draft.trace !== null) return "Replay trace";
  const asked = levelsOf(draft);
  if (asked !== null)
    return "levels" in asked ? `Sweep ${countOf(asked.levels.length, "level")}` : "Search the highest level";
  const load = loadOf(draft);
  const planned = load === null ? null : planArrivals(load);
  const { counted } = draft;
  return planned === null || planned.runs === Infinity ? `Trigger ${counted}s` : `Trigger ${sayRuns(planned, counted)}`;
}

/** What the estimate is asked for; null while count or inputs cannot be read. */
export function costInput(scenarioId: number, draft: TriggerDraft): Preview | null {
  const inputs = parseJsonObject(draft.inputs);
  const count = plannedRuns(draft);
  if (!inputs.isValid || count === null || !Number.isInteger(count) || count < 1 || count > MOST_RUNS) return null;
  return { scenario_id: scenarioId, inputs: inputs.value, count };
}
