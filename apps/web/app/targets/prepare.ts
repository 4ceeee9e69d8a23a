import type { Client } from "@tfbench/client";
import type { Provider, Target } from "@tfbench/contracts";
import type { FieldLabels } from "#components/form/field-errors.ts";
import { readNumber } from "#components/form/number-field.tsx";
import { PROVIDER_FIELDS } from "./provider-fields.ts";

export const TIMEOUTS = [
  { field: "connect_ms", text: "Connect" },
  { field: "headers_ms", text: "Headers" },
  { field: "first_event_ms", text: "First event" },
  { field: "idle_ms", text: "Idle: no event for" },
  { field: "total_ms", text: "Total" },
] as const;
export type TimeoutField = (typeof TIMEOUTS)[number]["field"];
export type TimeoutTexts = Record<TimeoutField, string>;

/** What an endpoint charges, in US dollars per million tokens. */
export const TOKEN_PRICES = [
  { field: "usd_per_million_input_tokens", text: "Input tokens" },
  { field: "usd_per_million_output_tokens", text: "Output tokens" },
  { field: "usd_per_million_cached_tokens", text: "Cached input tokens" },
] as const;
export type TokenPrice = (typeof TOKEN_PRICES)[number]["field"];

export type TargetDraft = {
  /** Chosen once: a target keeps its provider. */
  provider: Provider;
  name: string;
  base_url: string;
  credential: string;
  simulated: "" | "true" | "false";
  max_in_flight: string;
  timeouts: TimeoutTexts;
  usd_per_step: string;
  tokenPrices: Record<TokenPrice, string>;
  bills: Target["prices"]["bills"];
  is_default: boolean;
  is_builtin: boolean;
};

const NO_TIMEOUTS: TimeoutTexts = { connect_ms: "", headers_ms: "", first_event_ms: "", idle_ms: "", total_ms: "" };
const NO_TOKEN_PRICES: Record<TokenPrice, string> = {
  usd_per_million_input_tokens: "",
  usd_per_million_output_tokens: "",
  usd_per_million_cached_tokens: "",
};
const textOf = (value: number | null | undefined) => (value === null || value === undefined ? "" : String(value));

export const EMPTY_DRAFT: TargetDraft = {
  provider: "tinyfish",
  name: "",
  base_url: PROVIDER_FIELDS.tinyfish.base_url,
  credential: PROVIDER_FIELDS.tinyfish.credential,
  simulated: "",
  max_in_flight: "",
  timeouts: NO_TIMEOUTS,
  usd_per_step: "",
  tokenPrices: NO_TOKEN_PRICES,
  bills: "all",
  is_default: false,
  is_builtin: false,
};

/** Another provider brings its own address and credential, where those of the one before were left as they came. */
export function ofProvider(draft: TargetDraft, provider: Provider): TargetDraft {
  const before = PROVIDER_FIELDS[draft.provider];
  const after = PROVIDER_FIELDS[provider];
  return {
    ...draft,
    provider,
    base_url: draft.base_url === before.base_url ? after.base_url : draft.base_url,
    credential: draft.credential === before.credential ? after.credential : draft.credential,
  };
}

export const draftOf = (target: Target): TargetDraft => ({
  provider: target.provider,
  name: target.name,
  base_url: target.base_url,
  credential: target.credential ?? "",
  simulated: target.simulated ? "true" : "false",
  max_in_flight: textOf(target.limits.max_in_flight),
  timeouts: {
    connect_ms: textOf(target.timeouts.connect_ms),
    headers_ms: textOf(target.timeouts.headers_ms),
    first_event_ms: textOf(target.timeouts.first_event_ms),
    idle_ms: textOf(target.timeouts.idle_ms),
    total_ms: textOf(target.timeouts.total_ms),
  },
  usd_per_step: textOf(target.prices.usd_per_step),
  tokenPrices: {
    usd_per_million_input_tokens: textOf(target.prices.usd_per_million_input_tokens),
    usd_per_million_output_tokens: textOf(target.prices.usd_per_million_output_tokens),
    usd_per_million_cached_tokens: textOf(target.prices.usd_per_million_cached_tokens),
  },
  bills: target.prices.bills,
  is_default: target.is_default,
  is_builtin: target.builtin !== null,
});

export const TARGET_FIELDS = [
  "name",
  "provider",
  "base_url",
  "credential",
  "simulated",
  "limits.max_in_flight",
  "timeouts",
  "prices.usd_per_step",
  "prices.usd_per_million_input_tokens",
  "prices.usd_per_million_output_tokens",
  "prices.usd_per_million_cached_tokens",
  "prices.bills",
  "is_default",
] as const;

/** What the fields are called on the form, for problems that are told away from them. */
export const TARGET_LABELS: FieldLabels = {
  name: "Name",
  base_url: "Address",
  credential: "Credential",
  "limits.max_in_flight": "Most runs at a time",
  "prices.usd_per_step": "US dollars per step",
  ...Object.fromEntries(TOKEN_PRICES.map(({ field, text }) => [`prices.${field}`, `The price of "${text}"`])),
  ...Object.fromEntries(TIMEOUTS.map(({ field, text }) => [`timeouts.${field}`, `The time limit "${text}"`])),
};

/** Only the limits that were written; for the others the API has its defaults. */
export function timeoutsOf(texts: TimeoutTexts): Partial<Record<TimeoutField, number>> {
  return Object.fromEntries(
    TIMEOUTS.flatMap(({ field }) => {
      const value = readNumber(texts[field]);
      return value === null ? [] : [[field, value]];
    }),
  );
}

const tokenPricesOf = ({ tokenPrices }: TargetDraft) =>
  Object.fromEntries(TOKEN_PRICES.map(({ field }) => [field, readNumber(tokenPrices[field])]));

type Body = Omit<Parameters<Client["createTarget"]>[0], "provider">;

/** All but the provider, which cannot be changed later. */
export const targetBody = (draft: TargetDraft): Body => ({
  name: draft.name,
  base_url: draft.base_url,
  credential: draft.credential === "" ? null : draft.credential,
  ...(draft.simulated === "" ? {} : { simulated: draft.simulated === "true" }),
  limits: { max_in_flight: readNumber(draft.max_in_flight) },
  timeouts: timeoutsOf(draft.timeouts),
  prices: {
    usd_per_step: readNumber(draft.usd_per_step),
    // An agent charges by the step alone.
    ...(PROVIDER_FIELDS[draft.provider].hasSteps ? {} : tokenPricesOf(draft)),
    bills: draft.bills,
  },
});
