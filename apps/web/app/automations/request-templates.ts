export type RequestTemplate = { name: string; request: Record<string, unknown> };

/** First requests to start from. Every field is one of the provider's own; what is not needed can be deleted. */
export const REQUEST_TEMPLATES: readonly RequestTemplate[] = [
  { name: "From inputs alone", request: { url: "{{url}}", goal: "{{goal}}" } },
  {
    name: "Extract a list",
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
  },
  {
    name: "Search a site",
    request: {
      url: "{{url}}",
      goal: 'Search for "{{query}}" and return title and address of the first three results.',
    },
  },
  {
    name: "Fill in a form",
    request: {
      url: "{{url}}",
      goal: "Fill in the contact form with name {{name}} and message {{message}}. Do not submit it. Return the field values.",
      browser_profile: "stealth",
    },
  },
  {
    name: "All options",
    request: {
      url: "{{url}}",
      goal: "{{goal}}",
      browser_profile: "lite",
      proxy_config: { enabled: true, type: "tetra", country_code: "US" },
      agent_config: { mode: "default", max_steps: 50 },
      capture_config: { elements: false, snapshots: false, screenshots: false, recording: false },
    },
  },
];
