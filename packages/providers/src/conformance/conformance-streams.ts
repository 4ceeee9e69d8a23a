import { ANTHROPIC_STREAMS } from "./anthropic-streams.ts";
import type { ConformanceStream } from "./conformance-stream.ts";
import { FRAMING_STREAMS } from "./framing-streams.ts";
import { HTTP_SSE_STREAMS } from "./http-sse-streams.ts";
import { OPENAI_STREAMS } from "./openai-streams.ts";
import { TINYFISH_STREAMS } from "./tinyfish-streams.ts";

/** Every awkward stream there is a written expectation for. */
export const conformanceStreams: readonly ConformanceStream[] = [
  ...FRAMING_STREAMS,
  ...OPENAI_STREAMS,
  ...ANTHROPIC_STREAMS,
  ...HTTP_SSE_STREAMS,
  ...TINYFISH_STREAMS,
];
