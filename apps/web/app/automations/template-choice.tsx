"use client";

import type { Provider } from "@tfbench/contracts";
import { useId } from "react";
import { REQUEST_TEMPLATES, type RequestTemplate } from "./request-templates.ts";

type TemplateChoiceProps = { provider: Provider; chosen: string | null; onChoose: (template: RequestTemplate) => void };

/** What to begin with, each kind with what it is for. */
export function TemplateChoice({ provider, chosen, onChoose }: TemplateChoiceProps) {
  const group = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-meta text-muted">Start from</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {REQUEST_TEMPLATES.filter((each) => each.provider === provider).map((template) => (
          <label
            key={template.name}
            className="flex cursor-pointer gap-2 rounded-control border bg-panel p-2 has-checked:border-text has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={group}
              className="mt-1 accent-text outline-none"
              checked={chosen === template.name}
              onChange={() => onChoose(template)}
            />
            <span className="min-w-0">
              <span className="block font-strong">{template.name}</span>
              <span className="block text-meta text-muted">{template.purpose}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
