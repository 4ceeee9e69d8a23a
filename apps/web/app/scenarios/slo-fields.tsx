"use client";

import { X } from "lucide-react";
import { useId } from "react";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { FormField } from "#components/form/form-field.tsx";
import { useLeft } from "#components/form/use-left.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { MOST_SLOS, sloErrors, sloSuggestions } from "./prepare-slos.ts";

type SloFieldsProps = {
  isAgent: boolean;
  slos: readonly string[];
  errors: FieldErrors;
  onChange: (slos: string[]) => void;
};

/** What the scenario is held to: one line an objective. */
export function SloFields({ isAgent, slos, errors, onChange }: SloFieldsProps) {
  const listId = useId();
  const replace = (index: number, text: string) => onChange(slos.map((slo, at) => (at === index ? text : slo)));
  const told = errors.of("slos");
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-strong">Service level objectives</legend>
      <datalist id={listId}>
        {sloSuggestions(isAgent).map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      {slos.map((slo, index) => (
        <SloLine
          key={index}
          place={index + 1}
          text={slo}
          listId={listId}
          refused={sloErrors(slos, index, errors)}
          onChange={(text) => replace(index, text)}
          onRemove={() => onChange(slos.filter((_, at) => at !== index))}
        />
      ))}
      {slos.length === 0 && told.length > 0 ? <p className="text-meta text-bad">{told.join(" ")}</p> : null}
      <Button
        size="dense"
        className="self-start"
        disabled={slos.length >= MOST_SLOS}
        onClick={() => onChange([...slos, ""])}
      >
        Add objective
      </Button>
      <p className="text-meta text-muted">
        Of each run, as <code className="font-mono">ttft_ms &lt; 200</code>; or of all attempted runs, as{" "}
        <code className="font-mono">success &gt;= 0.9</code> or{" "}
        <code className="font-mono">p95(response_ms) &lt; 800</code>. A change begins a new definition.
      </p>
    </fieldset>
  );
}

type SloLineProps = {
  place: number;
  text: string;
  listId: string;
  /** What is wrong with it, known here or told by the API. */
  refused: { told: readonly string[]; known: string | null };
  onChange: (text: string) => void;
  onRemove: () => void;
};

function SloLine({ place, text, listId, refused, onChange, onRemove }: SloLineProps) {
  // Half an expression is no mistake: it is judged when it is left.
  const { isLeft, leave } = useLeft(text !== "");
  const { told, known } = refused;
  const shown = told.length > 0 ? told : isLeft && known !== null ? [known] : [];
  return (
    <div className="flex items-start gap-2">
      <FormField label={`Objective ${place}`} errors={shown} className="min-w-0 flex-1">
        {(control) => (
          <Input
            {...control}
            className="font-mono"
            value={text}
            autoFocus={text === ""}
            list={listId}
            maxLength={200}
            placeholder="success >= 0.9"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
            onBlur={leave}
          />
        )}
      </FormField>
      <Button variant="quiet" size="icon" aria-label={`Remove objective ${place}`} className="mt-5" onClick={onRemove}>
        <X />
      </Button>
    </div>
  );
}
