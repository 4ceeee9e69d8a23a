import type { JsonObject, Provider } from "@tfbench/contracts";
import { LLM_TEMPLATES } from "./llm-templates.ts";

export type RequestTemplate = {
  provider: Provider;
  name: string;
  purpose: string;
  request: JsonObject;
  default_inputs: JsonObject;
};

const AGENT_TEMPLATES: readonly RequestTemplate[] = [
  {
    provider: "tinyfish",
    name: "Extract a list",
    purpose: "Reads a page and returns its entries in a shape that is checked: output_schema says which fields.",
    request: {
      url: "{{url}}",
      goal: "Read the first {{count}} products of the list. For each return name and price.",
      output_schema: {
        type: "object",
        properties: {
          items: {
            type: "array",
            items: {
              type: "object",
              properties: { name: { type: "string" }, price: { type: "number" } },
              required: ["name", "price"],
            },
          },
        },
        required: ["items"],
      },
    },
    default_inputs: { url: "https://shop.example.com/lamps", count: 10 },
  },
  {
    provider: "tinyfish",
    name: "Search a site",
    purpose: "Types a query into a site's own search and returns what comes up. The query is an input.",
    request: {
      url: "{{url}}",
      goal: 'Search for "{{query}}" and return title and address of the first three results.',
    },
    default_inputs: { url: "https://docs.example.com", query: "retention" },
  },
  {
    provider: "tinyfish",
    name: "Fill in a form",
    purpose: "Fills fields from inputs and stops before sending. The stealth profile is slower and blocked less.",
    request: {
      url: "{{url}}",
      goal: "Fill in the contact form with name {{name}} and message {{message}}. Do not submit it. Return the field values.",
      browser_profile: "stealth",
    },
    default_inputs: { url: "https://company.example.com/contact", name: "Ada", message: "Please call back" },
  },
  {
    provider: "tinyfish",
    name: "Ask freely",
    purpose: "Chat-style: address and goal are both inputs, so each scenario or trigger can ask something else.",
    request: { url: "{{url}}", goal: "{{goal}}" },
    default_inputs: {},
  },
  {
    provider: "tinyfish",
    name: "All options",
    purpose: "Shows the options most requests leave out: proxy, step limit, what to record.",
    request: {
      url: "{{url}}",
      goal: "{{goal}}",
      browser_profile: "lite",
      proxy_config: { enabled: true, type: "tetra", country_code: "US" },
      agent_config: { mode: "default", max_steps: 50 },
      capture_config: { elements: false, snapshots: false, screenshots: false, recording: false },
    },
    default_inputs: {},
  },
];

/** First requests to start from. Every field is one of the provider's own; what is not needed can be deleted. */
export const REQUEST_TEMPLATES: readonly RequestTemplate[] = [...AGENT_TEMPLATES, ...LLM_TEMPLATES];
