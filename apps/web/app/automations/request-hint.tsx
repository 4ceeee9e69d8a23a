import type { Provider } from "@tfbench/contracts";

/** How the simulator is told what to do: in the goal, or in the last message. */
const SCRIPTS: Record<Provider, { where: string; example: string } | null> = {
  tinyfish: { where: "goal", example: '[[simulate {"duration_ms":3000,"steps":5}]]' },
  openai: { where: "prompt", example: '[[simulate {"ttft_ms":80,"gap_ms":20,"output_tokens":64}]]' },
  anthropic: { where: "prompt", example: '[[simulate {"ttft_ms":80,"gap_ms":20,"output_tokens":64}]]' },
  http_sse: null,
};

/** Which inputs a request asks for, and how the simulator can be scripted in it. */
export function RequestHint({ names, provider }: { names: readonly string[]; provider: Provider }) {
  const script = SCRIPTS[provider];
  return (
    <>
      {names.length === 0 ? "Asks for no inputs." : `Asks for: ${names.join(", ")}.`}
      {script === null ? null : (
        <>
          {" "}
          On the simulator a {script.where} may script it: <code className="font-mono">{script.example}</code>
        </>
      )}
    </>
  );
}
