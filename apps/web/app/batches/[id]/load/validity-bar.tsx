import type { BatchReport, Validity } from "@tfbench/contracts";
import { classNames } from "#components/class-names.ts";
import { VALIDITY_LOOK } from "#components/status-look.ts";
import { prepareBelievability } from "./prepare-believability.ts";

const BORDER: Record<Validity["verdict"], string> = {
  valid: "border-border",
  suspect: "border-warn",
  invalid: "border-bad",
};

type ValidityBarProps = { validity: Validity; beside: BatchReport["validity"] | null };

/** Over the page: how far its figures can be leaned on, and why not further. */
export function ValidityBar({ validity, beside }: ValidityBarProps) {
  const { verdict, sentences } = prepareBelievability(validity, beside);
  const { icon: Icon, word, tone } = VALIDITY_LOOK[verdict];
  const [lead, ...reasons] = sentences;
  return (
    <div
      role="status"
      aria-label="Validity"
      className={classNames("flex gap-2 rounded-control border px-3 py-2", BORDER[verdict])}
    >
      <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", tone)} />
      <div className="min-w-0">
        <p>
          <span className={classNames("inline-block font-strong first-letter:uppercase", tone)}>{word}</span>. {lead}
        </p>
        {reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
      </div>
    </div>
  );
}
