import type { JsonObject, RunSettings } from "@tfbench/contracts";

/** Sample work: an automation and the scenario that measures it. */
export type SampleScenario = {
  automation: { name: string; request: JsonObject; default_inputs: JsonObject };
  scenario: { name: string; description: string; run_settings: Partial<RunSettings> };
};

/** What every sample automation says of itself. */
export const SAMPLE_DESCRIPTION = "Sample data.";

const NOTE = "Sample data: change it, trigger it or delete it; it does not come back.";

/** What a fresh installation starts with. The scripts in the goals are for the simulator; see the product's documentation. */
export const SAMPLE_CATALOGUE: readonly SampleScenario[] = [
  {
    automation: {
      name: "Product prices",
      request: {
        url: "{{url}}",
        goal: 'Read the name and the price of every product on the page. [[simulate {"duration_ms":3000,"steps":5,"outcome":"completed"}]]',
      },
      default_inputs: { url: "https://shop.example.com/lamps" },
    },
    scenario: {
      name: "Extract product prices",
      description: `Three seconds, five steps, completed. ${NOTE}`,
      run_settings: { concurrency: 5 },
    },
  },
  {
    automation: {
      name: "Cheapest flight",
      request: { url: "{{url}}", goal: "Find the cheapest direct flight from {{from}} to {{to}} next Monday." },
      default_inputs: { url: "https://flights.example.com", from: "Lisbon", to: "Oslo" },
    },
    scenario: {
      name: "Find the cheapest flight",
      description: `No script: the simulator decides by its seed, with some failures. ${NOTE}`,
      run_settings: { concurrency: 5 },
    },
  },
  {
    automation: {
      name: "Guarded catalogue",
      request: {
        url: "{{url}}",
        goal: 'Read the opening hours. [[simulate {"duration_ms":2000,"steps":3,"outcome":"blocked"}]]',
      },
      default_inputs: { url: "https://guarded.example.com" },
    },
    scenario: {
      name: "Read a site that blocks agents",
      description: `Completed by the provider's word, blocked by ours: what a guard is for. ${NOTE}`,
      run_settings: { concurrency: 3 },
    },
  },
  {
    automation: {
      name: "Contact form",
      request: {
        url: "{{url}}",
        goal: 'Send the contact form and report the reference number. [[simulate {"duration_ms":4000,"steps":7,"outcome":"goal_missed"}]]',
      },
      default_inputs: { url: "https://company.example.com/contact" },
    },
    scenario: {
      name: "Fill in a contact form",
      description: `Completed, but the goal is missed. ${NOTE}`,
      run_settings: { concurrency: 3 },
    },
  },
];
