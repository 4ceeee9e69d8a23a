/** An error inside a stream that began with status 200, as vLLM writes it. */
export function openaiErrorEvent(message: string): string {
  return `data: ${JSON.stringify({ error: { message, type: "InternalServerError", param: null, code: 500 } })}\n\n`;
}
