import { AppError } from "@tfbench/contracts";
import type { LoadTrace, Provider, ScenarioChats, TraceText } from "@tfbench/contracts";
import type { ProviderPort } from "../context.ts";

type ReadTrace = ProviderPort["readTrace"];
type Replayed = { load: Extract<LoadOfTrace, { kind: "replay" }>; trace: LoadTrace };
type LoadOfTrace = { kind: "replay"; due_offsets_ms: number[]; max_in_flight: number | null; on_full: "wait" | "drop" };

/** The load and the lengths of a trace that a trigger brings. */
export function planTrace(
  given: TraceText,
  { provider, chats }: { provider: Provider; chats: ScenarioChats | undefined },
  readTrace: ReadTrace,
): Replayed {
  if (provider !== "openai" && provider !== "anthropic")
    throw refuse("A trace says how long prompts were, and what is asked of this provider has no such length.");
  if (chats !== undefined) throw refuse("A trace has no chats: its requests stand alone.");
  const { due_offsets_ms, requests } = readText(given, readTrace);
  const { name, speed, max_in_flight, on_full } = given;
  return {
    load: { kind: "replay", due_offsets_ms, max_in_flight, on_full },
    trace: { name, speed, requests },
  };
}

function readText(given: TraceText, readTrace: ReadTrace): ReturnType<ReadTrace> {
  try {
    return readTrace(given);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const { message, hint, details } = cause;
    throw new AppError("invalid_input", message, {
      ...(hint === null ? {} : { hint }),
      ...(details === null ? {} : { details }),
      fields: [{ field: "trace.text", message }],
      cause,
    });
  }
}

const refuse = (message: string): AppError =>
  new AppError("invalid_input", message, {
    hint: "Trigger a scenario of a single chat request, or leave the trace away.",
    fields: [{ field: "trace", message: "does not fit the scenario" }],
  });
