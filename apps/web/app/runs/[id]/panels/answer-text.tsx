import type { AnswerPart } from "./prepare-answer.ts";

/** What an endpoint wrote, over the same as data. */
export const AnswerText = ({ parts }: { parts: readonly AnswerPart[] }) =>
  parts.map(({ name, text, cut }) => (
    <section key={name} aria-label={name} className="border-b px-3 py-2">
      <h3 className="text-meta font-normal text-muted">{name}</h3>
      {/* The text may be long: it scrolls in itself, and by keyboard too. */}
      <p
        dir="auto"
        role="group"
        tabIndex={0}
        aria-label={`${name}, text`}
        className="max-h-60 overflow-y-auto wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </p>
      {cut === null ? null : <p className="text-meta text-muted">{cut}</p>}
    </section>
  ));
