"use client";

import { useQuery } from "@tanstack/react-query";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { Tooltip } from "./ui/tooltip.tsx";

const CHIP = "rounded-chip border px-1.5 text-caption font-strong";

const UNTIL = "What you see may be old; nothing can be changed";

const Trouble = ({ word, text }: { word: string; text: string }) => (
  <Tooltip text={text}>
    <button type="button" className={`${CHIP} cursor-help border-bad text-bad`}>
      {word}
    </button>
  </Tooltip>
);

/** Says on every page whether runs go to the simulator, and whether the API answers at all. */
export function MockBadge() {
  const { data, isError } = useQuery(queries.health(browserApi));
  if (isError)
    return <Trouble word="API DOWN" text={`The dashboard's server cannot reach the API. ${UNTIL} until it answers.`} />;
  if (data?.status === "degraded" && !data.database.reachable)
    return (
      <Trouble word="DATABASE AWAY" text={`The API answers, but cannot reach its database. ${UNTIL} until it can.`} />
    );
  if (data?.mock_mode !== true) return null;
  return (
    <Tooltip text="Mock mode: runs go to the simulator on this machine, not to TinyFish. No key is needed and nothing is charged. Set TINYFISH_MOCK_MODE=false and TINYFISH_API_KEY for the real service.">
      <button type="button" className={`${CHIP} cursor-help border-warn text-warn`}>
        MOCK
      </button>
    </Tooltip>
  );
}
