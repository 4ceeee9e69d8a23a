import { Id, RunColumn } from "@tfbench/contracts";
import { z } from "zod";

// 7.0 is a whole number too, as JSON Schema says.
const toNumber = (value: unknown): unknown =>
  typeof value === "string" && /^-?(0|[1-9][0-9]*)(\.0+)?$/.test(value) ? Number(value) : value;
const toArray = (value: unknown): unknown => (value === undefined || Array.isArray(value) ? value : [value]);

/** A whole number written in a path, query or header. */
export const WrittenInteger = <T extends z.ZodType>(schema: T) => z.preprocess(toNumber, schema);
export const WrittenId = WrittenInteger(Id);

/** Given once or several times: `status=queued&status=running`. */
export const Repeated = <T extends z.ZodType>(item: T) => z.preprocess(toArray, z.array(item).min(1).max(100));

const splitAtCommas = (value: unknown): unknown =>
  [value].flat().flatMap((part) => (typeof part === "string" ? part.split(",") : [part]));

/** Ids given several times, or several at once with commas between them: `ids=1,2&ids=3`. */
export const WrittenIds = z.preprocess(
  (value) => (value === undefined ? value : splitAtCommas(value)),
  z.array(WrittenId).min(1).max(1_000),
);

/** Columns of an export, each once. */
export const WrittenColumns = z.preprocess(
  (value) => (value === undefined ? value : splitAtCommas(value)),
  z
    .array(RunColumn)
    .min(1)
    .refine((columns) => new Set(columns).size === columns.length, "must not name a column twice"),
);

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
};

export const TimeZone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+-]{0,31}(\/[A-Za-z0-9_+-]{1,31}){0,2}$/, "must be the name of a time zone")
  .refine(isTimeZone, "is not a time zone that is known here");

const toAmount = (value: unknown): unknown =>
  typeof value === "string" && /^\d{1,16}(\.\d{1,15})?$/.test(value) ? Number(value) : value;

/** A number of zero or more, written without an exponent. */
export const WrittenAmount = z.preprocess(toAmount, z.number().min(0).max(1e15));

/** Earlier and later instants hold no rows of ours, and not every database can say them. */
const EARLIEST_MS = Date.UTC(1970, 0, 1);
const LATEST_MS = Date.UTC(9999, 11, 31);

/** An instant with any offset and any precision, as the services want it: UTC, milliseconds. */
export const WrittenInstant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(Math.min(LATEST_MS, Math.max(EARLIEST_MS, Date.parse(value)))).toISOString());

export const ById = z.object({ id: WrittenId });

export const CatalogueCursor = z
  .string()
  .regex(/^c[1-9][0-9]{0,8}$/, "is not a cursor of this list")
  .meta({ description: "next_cursor of the page before." });
export const PageCursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,2000}$/, "is not a cursor of this list")
  .meta({ description: "next_cursor or prev_cursor of another page, with the same filter and sort." });
export const Limit = WrittenInteger(z.int().min(1).max(200).default(50));

/** An Idempotency-Key, where the caller sends one. */
export const IdempotencyHeaders = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, "must be 1 to 255 printable ASCII characters without spaces")
    .optional()
    .meta({
      description:
        "Makes a repeated call safe: the same key with the same body answers with the same batch for 24 hours.",
    }),
});
