"use client";

import { CircleAlert, X } from "lucide-react";
import { TextLink } from "#components/app-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatNumber } from "#format/format-number.ts";

/** Long work: how far it is, or what became of it. */
export type Work =
  | { state: "working"; text: string; done: number; of: number | null; onStop: () => void }
  | { state: "done"; text: string; details?: readonly string[]; links?: readonly { href: string; text: string }[] }
  | { state: "failed"; text: string };

export function WorkNote({ work, onDismiss }: { work: Work | null; onDismiss: () => void }) {
  if (work === null) return null;
  return (
    <div
      role={work.state === "failed" ? "alert" : "status"}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control border bg-raised px-3 py-1.5 text-meta"
    >
      {work.state === "working" ? <Progress {...work} /> : <Outcome work={work} onDismiss={onDismiss} />}
    </div>
  );
}

function Progress({ text, done, of, onStop }: Extract<Work, { state: "working" }>) {
  return (
    <>
      <span>
        {text}: {formatNumber(done)}
        {of === null ? "" : ` of ${formatNumber(of)}`}
      </span>
      <progress
        aria-label={text}
        className="h-1.5 w-40 accent-text"
        {...(of === null ? {} : { value: done, max: Math.max(of, 1) })}
      />
      <Button size="dense" onClick={onStop}>
        Stop
      </Button>
    </>
  );
}

function Outcome({ work, onDismiss }: { work: Exclude<Work, { state: "working" }>; onDismiss: () => void }) {
  return (
    <>
      {work.state === "failed" ? <CircleAlert aria-hidden className="size-3.5 text-bad" /> : null}
      <span className="min-w-0 break-words">{work.text}</span>
      {work.state === "done"
        ? work.links?.map(({ href, text }) => (
            <TextLink key={href} href={href}>
              {text}
            </TextLink>
          ))
        : null}
      {work.state === "done" && work.details !== undefined && work.details.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-muted">Why</summary>
          <ul className="max-h-40 overflow-y-auto">
            {work.details.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <Button size="icon" variant="quiet" className="ml-auto" aria-label="Dismiss" onClick={onDismiss}>
        <X aria-hidden />
      </Button>
    </>
  );
}
