"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import type { Found } from "./prepare-commands.ts";

const TYPING_MS = 150;
const EACH = 5;

/** The text once nothing was typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

async function findAll(search: string, signal: AbortSignal): Promise<Found> {
  const options = { signal };
  const text = search === "" ? {} : { search };
  const [scenarios, automations, targets, runs, batches] = await Promise.all([
    browserApi.listScenarios({ limit: EACH, ...text }, options),
    browserApi.listAutomations({ limit: EACH, ...text }, options),
    browserApi.listTargets({ limit: EACH, ...text }, options),
    browserApi.listRuns({ limit: EACH, ...text }, options),
    browserApi.listBatches({ limit: EACH, ...text }, options),
  ]);
  return {
    scenarios: scenarios.data,
    automations: automations.data,
    targets: targets.data,
    runs: runs.data,
    batches: batches.data,
  };
}

/** What the API finds for a text. Typing never waits for it: what was found before stays until the next answer. */
export function useFound(typed: string): { found: Found; isWaiting: boolean; error: Error | null } {
  const search = useSettled(typed.trim());
  const { data, isFetching, error } = useQuery({
    queryKey: ["palette", search],
    queryFn: ({ signal }) => findAll(search, signal),
    placeholderData: keepPreviousData,
  });
  return { found: data ?? {}, isWaiting: isFetching || search !== typed.trim(), error };
}
