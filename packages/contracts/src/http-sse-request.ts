import { z } from "zod";
import { JsonValue, text } from "./text.ts";

/** One place in an event's JSON, such as $.choices[0].delta.content. */
const Path = text({ min: 1, max: 500 }).regex(
  /^(?:\$(?=$|[.[]))?(?:(?:^|\.)?[A-Za-z_$][\w$-]*|\[\d+\]|\['[^'\\]+'\]|\["[^"\\]+"\])*$/,
  "must be a path to one place, like $.choices[0].delta.content",
);
const Word = text({ min: 1, max: 500 });

/** What an event must be like, in every respect that is given. */
const EventMatcher = z
  .strictObject({
    event: Word.optional().meta({ description: "The event's name." }),
    data: Word.optional().meta({ description: "The whole of its data, such as [DONE]." }),
    path: Path.optional().meta({ description: "A place that must be there; with `equals`, and hold that." }),
    equals: JsonValue.optional(),
  })
  .refine(
    ({ event, data, path }) => [event, data, path].some((given) => given !== undefined),
    "needs event, data or path",
  )
  .refine(({ path, equals }) => equals === undefined || path !== undefined, "equals needs path");

/** A request to anything that answers with server-sent events, and how its events are to be read. */
export const HttpSseRequest = z.strictObject({
  method: z.enum(["POST", "GET"]).default("POST"),
  path: text({ max: 4_096 })
    .regex(/^\/[^\s#]*$/, "must begin with / and hold no spaces")
    .optional()
    .meta({ description: "Put behind the target's address; left out: that address itself." }),
  headers: z.record(text({ min: 1, max: 255 }), text({ max: 8_192 })).optional(),
  key_header: text({ min: 1, max: 255 })
    .optional()
    .meta({ description: "The header that takes the key. Left out: authorization, as Bearer." }),
  body: JsonValue.optional(),
  stream: z.strictObject({
    content: Path.optional().meta({ description: "Text of an event. Left out: the whole data of each event." }),
    reasoning: Path.optional(),
    ignore: z.array(EventMatcher).max(20).optional().meta({ description: "Events that are no content." }),
    heartbeat: z.array(EventMatcher).max(20).optional(),
    terminal: EventMatcher.optional().meta({ description: "The last word. Left out: the end of the response is one." }),
    error: Path.optional().meta({ description: "Where an error stands, when there is one." }),
    finish_reason: Path.optional(),
    usage: z
      .strictObject({
        input_tokens: Path.optional(),
        output_tokens: Path.optional(),
        reasoning_tokens: Path.optional(),
        cached_tokens: Path.optional(),
      })
      .optional(),
  }),
});
export type HttpSseRequest = z.infer<typeof HttpSseRequest>;
export type HttpSseMatcher = z.infer<typeof EventMatcher>;
