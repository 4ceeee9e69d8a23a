export { adapterOf } from "./adapter-of.ts";
export { describeRequest } from "./describe-request.ts";
export { testTarget } from "./target-test/test-target.ts";
