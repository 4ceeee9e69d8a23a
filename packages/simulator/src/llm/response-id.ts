/** What names a response: `chatcmpl-`, `resp_` and the like stand before it. The number is the request's in the ground truth. */
export function responseId(request: number): string {
  return `sim-${request}`;
}
