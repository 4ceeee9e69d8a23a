import { z } from "zod";

const NOT_STORABLE = "must not contain NUL characters or lone surrogates";
// Patterns rather than functions, so that the OpenAPI document carries them too.
const WITHOUT_NUL = /^[^\u0000]*$/;
const WITHOUT_NUL_NOT_BLANK = /^[^\u0000]*[^\s\u0000][^\u0000]*$/;

/** Text that PostgreSQL can hold: no NUL, no lone surrogate. */
export const text = (limits: { min?: number; max: number }) => storable(limits, WITHOUT_NUL, NOT_STORABLE);

const storable = (limits: { min?: number; max: number }, pattern: RegExp, message: string) =>
  z
    .string()
    .min(limits.min ?? 0, { abort: true })
    .max(limits.max)
    .regex(pattern, message)
    .refine((value) => value.isWellFormed(), NOT_STORABLE);

/** A name people give to a row. Trimmed by nobody: what was typed is what is kept. */
export const Name = storable(
  { min: 1, max: 255 },
  WITHOUT_NUL_NOT_BLANK,
  "must not be blank, and must not contain NUL characters",
);
export const Description = text({ max: 10_000 });

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

const MAX_DEPTH = 64;
const NOT_JSON = `must be JSON at most ${MAX_DEPTH} levels deep, its numbers finite, its texts without NUL characters and lone surrogates`;

const isStorableText = (value: string): boolean => value.isWellFormed() && WITHOUT_NUL.test(value);

function isStorableJson(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "string") return isStorableText(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth === MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isStorableJson(item, depth + 1));
  return Object.entries(value).every(([key, item]) => isStorableText(key) && isStorableJson(item, depth + 1));
}

/** Any JSON value that PostgreSQL can hold. */
export const JsonValue = z.custom<JsonValue>((value) => isStorableJson(value), NOT_JSON);

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** A JSON object that PostgreSQL can hold. */
export const JsonObject = z
  .custom<JsonObject>(isObject, { error: "must be an object", abort: true })
  .refine((value) => isStorableJson(value), NOT_JSON)
  .meta({ type: "object" });

/** Values for `{{name}}` places. A place that is the whole string takes the value as it is; inside text it is written out. */
export const Inputs = z
  .record(
    z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/,
        "is no name for an input: names begin with a letter or _, and go on with letters, digits, _ . -, at most 64 in all",
      ),
    JsonValue,
  )
  .refine((values) => Object.keys(values).length <= 200, "at most 200 names")
  .meta({ maxProperties: 200 });
export type Inputs = { [key: string]: JsonValue };

/** Free-form marks on batches: at most 20 pairs of short texts. */
export const Labels = z
  .record(text({ min: 1, max: 64 }), text({ max: 255 }))
  .refine((labels) => Object.keys(labels).length <= 20, "at most 20 labels")
  .meta({ maxProperties: 20 });
export type Labels = z.infer<typeof Labels>;

const TAG = /^[^\s,\u0000-\u001f\u007f]([^,\u0000-\u001f\u007f]{0,62}[^\s,\u0000-\u001f\u007f])?$/;

/** A mark on a run. Without commas, so that a list of them can be written in one cell or one address. */
export const Tag = storable(
  { min: 1, max: 64 },
  TAG,
  "must be 1 to 64 characters without commas and control characters, and not begin or end with a blank",
);

/** Row ids: positive 32-bit integers for catalogue rows and batches; runs too. */
export const Id = z.int().min(1).max(2_147_483_647);

/** An instant as ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 });
