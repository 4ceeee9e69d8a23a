import { Id } from "@tfbench/contracts";
import { z } from "zod";

const toNumber = (value: unknown): unknown =>
  typeof value === "string" && /^-?(0|[1-9][0-9]*)$/.test(value) ? Number(value) : value;
const toArray = (value: unknown): unknown => (value === undefined || Array.isArray(value) ? value : [value]);

/** A whole number written in a path, query or header. */
export const WrittenInteger = <T extends z.ZodType>(schema: T) => z.preprocess(toNumber, schema);
export const WrittenId = WrittenInteger(Id);

/** Given once or several times: `status=queued&status=running`. */
export const Repeated = <T extends z.ZodType>(item: T) => z.preprocess(toArray, z.array(item).min(1).max(100));

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
  .regex(/^[A-Za-z0-9_-]{1,1000}$/, "is not a cursor of this list")
  .meta({ description: "next_cursor of the page before, with the same filter and sort." });
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
