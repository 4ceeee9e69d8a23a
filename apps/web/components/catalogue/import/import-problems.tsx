import type { CatalogueProblem } from "@tfbench/contracts";

const MOST_SHOWN = 20;

type ImportProblemsProps = {
  problems: readonly CatalogueProblem[];
  onShow: (place: { line: number; column: number }) => void;
};

/** What is wrong with the file; each problem leads to its place. */
export function ImportProblems({ problems, onShow }: ImportProblemsProps) {
  if (problems.length === 0) return null;
  const more = problems.length - MOST_SHOWN;
  return (
    <ul aria-label="Problems of the file" className="flex flex-col gap-1 text-meta text-bad">
      {problems.slice(0, MOST_SHOWN).map(({ line, column, path, message }) => (
        <li key={`${line} ${column} ${path} ${message}`} className="break-words">
          <button type="button" className="underline underline-offset-2" onClick={() => onShow({ line, column })}>
            Line {line}, column {column}
          </button>
          : {path === "" ? null : <span className="font-mono">{path}</span>} {message}
        </li>
      ))}
      {more > 0 ? <li>and {more} more</li> : null}
    </ul>
  );
}
