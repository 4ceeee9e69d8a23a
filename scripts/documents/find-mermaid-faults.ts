const KINDS = /^(flowchart (TB|TD|BT|RL|LR)|sequenceDiagram|stateDiagram-v2|erDiagram|classDiagram)$/;
const PAIRS: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/**
 * Faults that would make a code host show text instead of a picture, as far as structure tells: the kind of diagram,
 * brackets and quotes, `subgraph` without `end`, and arrows that lead nowhere.
 */
export function findMermaidFaults(text: string): string[] {
  const [kind = "", ...lines] = text.split("\n").map((line) => line.trim());
  const faults = KINDS.test(kind) ? [] : [`"${kind}" is no kind of diagram`];
  const statements = lines.filter((line) => line !== "" && !line.startsWith("%%"));
  for (const line of statements) {
    const fault = faultOfLine(line);
    if (fault !== null) faults.push(`${fault}: ${line}`);
  }
  const opened = statements.filter((line) => /^subgraph\b/.test(line)).length;
  const closed = statements.filter((line) => line === "end").length;
  return opened === closed ? faults : [...faults, `${opened} subgraph, ${closed} end`];
}

function faultOfLine(line: string): string | null {
  if ((line.match(/"/g)?.length ?? 0) % 2 === 1) return "a quote is not closed";
  const bare = line.replaceAll(/"[^"]*"/g, "").replaceAll(/<?[-=.]+>|---/g, " -> ");
  const open: string[] = [];
  for (const character of bare.replaceAll("->", "")) {
    if ("([{".includes(character)) open.push(character);
    else if (character in PAIRS && open.pop() !== PAIRS[character]) return "a bracket does not fit";
  }
  if (open.length > 0) return "a bracket is not closed";
  const ends = bare.split("->").map((end) => end.replaceAll(/\|[^|]*\|/g, "").trim());
  return ends.length > 1 && ends.some((end) => end === "") ? "an arrow has no end" : null;
}
