export { adapterOf } from "./adapter-of.ts";
export { conformanceStreams } from "./conformance/conformance-streams.ts";
export type { ConformanceStream, Piece } from "./conformance/conformance-stream.ts";
export { servedStream } from "./conformance/served-stream.ts";
export type { ServedStream } from "./conformance/served-stream.ts";
export { nextTurn } from "./llm/next-turn.ts";
export { describeRequest } from "./describe-request.ts";
export { testTarget } from "./target-test/test-target.ts";
