import { marked } from "marked";

/** A fenced block: its info string (`sh run`), its text as people copy it, and the heading it stands under. */
export type Fence = { info: string; text: string; heading: string };

/** Every fenced block of a document, those in lists and quotes too. */
export function listFences(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let heading = "";
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === "heading") heading = String(token["text"]);
    // Without its ticks the block is one of four spaces, which carries no mark.
    if (token.type === "code" && token["codeBlockStyle"] !== "indented")
      fences.push({ info: String(token["lang"] ?? ""), text: String(token["text"]), heading });
  });
  return fences;
}
