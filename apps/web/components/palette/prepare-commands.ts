import type { Automation, Batch, RunSummary, Scenario, Target } from "@tfbench/contracts";
import { PAGES } from "#components/pages.ts";
import { BATCH_STATUS_LOOK, RUN_STATUS_LOOK } from "#components/status-look.ts";
import { countOf } from "#format/count-of.ts";

/** What choosing an entry does: open a page, or something that this browser does by itself. */
export type CommandAct = { href: string } | { theme: "light" | "dark" | "system" } | { density: "dense" | "roomy" };
export type Command = { id: string; text: string; note: string; act: CommandAct };
export type CommandGroup = { name: string; commands: Command[] };

/** What the API found for the text; a list is absent as long as it has not answered. */
export type Found = {
  scenarios?: readonly Scenario[];
  automations?: readonly Automation[];
  targets?: readonly Target[];
  runs?: readonly RunSummary[];
  batches?: readonly Batch[];
};

const ACTIONS: readonly Command[] = [
  { id: "new-automation", text: "New automation", note: "form", act: { href: "/automations?create=new" } },
  { id: "new-scenario", text: "New scenario", note: "form", act: { href: "/scenarios?create=new" } },
  { id: "new-target", text: "New target", note: "form", act: { href: "/targets?create=new" } },
  { id: "failed-runs", text: "Show failed runs", note: "filter", act: { href: "/runs?goal=failed" } },
  { id: "running-runs", text: "Show running runs", note: "filter", act: { href: "/runs?status=running,queued" } },
  { id: "theme-light", text: "Theme: light", note: "this browser", act: { theme: "light" } },
  { id: "theme-dark", text: "Theme: dark", note: "this browser", act: { theme: "dark" } },
  { id: "theme-system", text: "Theme: as the system", note: "this browser", act: { theme: "system" } },
  { id: "rows-dense", text: "Row height: 28 px", note: "this browser", act: { density: "dense" } },
  { id: "rows-roomy", text: "Row height: 36 px", note: "this browser", act: { density: "roomy" } },
];

const PAGE_COMMANDS: readonly Command[] = PAGES.map(({ href, text, letter }) => ({
  id: `page-${href}`,
  text: `Go to ${text}`,
  note: `g ${letter}`,
  act: { href },
}));

/** Every word of the text must occur, whatever its case and order. */
const matches = (text: string, { text: name }: Command) =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.toLowerCase().includes(word));

/** By its scenario, its labels and how large it is, so that one can tell it from the others. */
function batchCommand({ id, scenario_name, labels, run_count, status }: Batch): Command {
  const said = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    id: `batch-${id}`,
    text: `Batch ${id}: ${[scenario_name, ...said].join(", ")}`,
    note: `${countOf(run_count, "run")}, ${BATCH_STATUS_LOOK[status].word}`,
    act: { href: `/batches/${id}` },
  };
}

const isFoundById = ({ tinyfish_run_id: id }: RunSummary, text: string): boolean =>
  text !== "" && id !== null && id.toLowerCase().startsWith(text.toLowerCase());

function foundGroups(text: string, { scenarios = [], automations = [], targets = [], runs = [], batches = [] }: Found) {
  return [
    {
      name: "Trigger run",
      commands: scenarios.map(({ id, name }) => ({
        id: `trigger-${id}`,
        text: `Trigger run: ${name}`,
        note: "dialog",
        act: { href: `/scenarios?trigger=${id}` },
      })),
    },
    {
      name: "Scenarios",
      commands: scenarios.map(({ id, name }) => ({
        id: `scenario-${id}`,
        text: name,
        note: "page",
        act: { href: `/scenarios/${id}` },
      })),
    },
    {
      name: "Automations",
      commands: automations.map(({ id, name }) => ({
        id: `automation-${id}`,
        text: name,
        note: "edit",
        act: { href: `/automations?edit=${id}` },
      })),
    },
    {
      name: "Targets",
      commands: targets.map(({ id, name }) => ({
        id: `target-${id}`,
        text: name,
        note: "edit",
        act: { href: `/targets?edit=${id}` },
      })),
    },
    { name: "Batches", commands: batches.map(batchCommand) },
    {
      name: "Runs",
      commands: runs.map((run) => ({
        id: `run-${run.id}`,
        text: `Run ${run.id}: ${run.scenario_name}`,
        // Whoever typed the provider's id looks for it.
        note: [RUN_STATUS_LOOK[run.status].word, ...(isFoundById(run, text) ? [run.tinyfish_run_id] : [])].join(", "),
        act: { href: `/runs/${run.id}` },
      })),
    },
  ];
}

/** What the palette offers for a text: pages and actions at once, what the API finds as it answers. */
export function prepareCommands(typed: string, found: Found): CommandGroup[] {
  const text = typed.trim();
  const groups = [
    { name: "Pages", commands: PAGE_COMMANDS.filter((command) => matches(text, command)) },
    { name: "Actions", commands: ACTIONS.filter((command) => matches(text, command)) },
    ...foundGroups(text, found),
  ];
  return groups.filter((group) => group.commands.length > 0);
}
