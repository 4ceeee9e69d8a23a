"use client";

import { X } from "lucide-react";
import { NumberField } from "#components/form/number-field.tsx";
import { Button } from "#components/ui/button.tsx";
import type { StageDraft } from "./load-draft.ts";
import { stageErrors } from "./load-errors.ts";

type StageFieldsProps = {
  stages: readonly StageDraft[];
  errors: readonly string[];
  onChange: (stages: StageDraft[]) => void;
};

const MOST_STAGES = 50;

/** One line a stage: its rate and its time. */
export function StageFields({ stages, errors, onChange }: StageFieldsProps) {
  const replace = (index: number, changes: Partial<StageDraft>) =>
    onChange(stages.map((stage, at) => (at === index ? { ...stage, ...changes } : stage)));
  return (
    <div className="flex flex-col gap-2">
      {stages.map((stage, index) => {
        const problems = stageErrors(stage);
        return (
          <div key={index} role="group" aria-label={`Stage ${index + 1}`} className="flex items-start gap-3">
            <div className="grid min-w-0 flex-1 grid-cols-2 gap-3">
              <NumberField
                label={`Stage ${index + 1}, runs per second`}
                text={stage.rate_per_second}
                errors={problems.rate_per_second}
                onChange={(text) => replace(index, { rate_per_second: text })}
              />
              <NumberField
                label="For (s)"
                text={stage.duration_s}
                errors={problems.duration_s}
                onChange={(text) => replace(index, { duration_s: text })}
              />
            </div>
            <Button
              variant="quiet"
              size="icon"
              aria-label={`Remove stage ${index + 1}`}
              className="mt-5"
              disabled={stages.length === 1}
              onClick={() => onChange(stages.filter((_, at) => at !== index))}
            >
              <X />
            </Button>
          </div>
        );
      })}
      {errors.map((error) => (
        <p key={error} className="text-meta text-bad">
          {error}
        </p>
      ))}
      <Button
        size="dense"
        className="self-start"
        disabled={stages.length >= MOST_STAGES}
        onClick={() => onChange([...stages, stages.at(-1) ?? { rate_per_second: "1", duration_s: "10" }])}
      >
        Add stage
      </Button>
    </div>
  );
}
