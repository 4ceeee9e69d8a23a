import type { ApiProblem } from "@tfbench/client";
import { PAGE_STATE, type PageState } from "#api/page-state.ts";

const TITLE: Record<Exclude<PageState, "api_down">, string> = {
  not_found: "This does not exist",
  sign_in: "You are signed out",
  refused: "The API refused this",
  broken: "The API failed",
};

/** The API answered that it cannot work at the moment; the dashboard's own server says 502 and 504 of an API that is away. */
const NOT_READY = 503;
const NO_ANSWER: readonly (number | null)[] = [null, 502, 504];

/** What happened, in one line. An API of a later version may have codes that are not known here. */
export function errorTitle(problem: Pick<ApiProblem, "code" | "status">): string {
  const state: PageState | undefined = PAGE_STATE[problem.code];
  if (state !== "api_down") return TITLE[state ?? "broken"];
  if (problem.status === NOT_READY) return "The API is there, but cannot work at the moment";
  return NO_ANSWER.includes(problem.status) ? "The API does not answer" : "The API's answer cannot be read";
}
