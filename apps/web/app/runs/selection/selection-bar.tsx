"use client";

import type { ExportFormat, RerunOutcome, RunFacets } from "@tfbench/contracts";
import { CircleStop, RotateCw, Tag, X } from "lucide-react";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { useShortcuts } from "#components/shortcuts/shortcuts.tsx";
import { Button } from "#components/ui/button.tsx";
import { countOf } from "#format/count-of.ts";
import { ExportMenu } from "../export/export-menu.tsx";
import type { Work } from "../work-note.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import { RerunDialog } from "./rerun-dialog.tsx";
import { countSelected, type SelectedRuns } from "./selected-runs.ts";
import { TagDialog } from "./tag-dialog.tsx";
import type { useBulkWork } from "./use-bulk-work.ts";

type Asked = "rerun" | "cancel" | "tag";

type SelectionBarProps = {
  selected: SelectedRuns;
  /** How many pass the filter; null while that is not known. */
  matching: number | null;
  tags: RunFacets["tag"]["values"];
  bulk: ReturnType<typeof useBulkWork>;
  onSelectAll: () => void;
  onExport: (format: ExportFormat) => void;
  onClear: () => void;
};

/** What can be done with the runs that are selected. */
export function SelectionBar({ selected, matching, tags, bulk, onSelectAll, onExport, onClear }: SelectionBarProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const count = countSelected(selected);
  const runs = countOf(count, "run");
  useShortcuts([
    {
      keys: "r",
      text: "Re-run what is selected",
      group: "Selection",
      run: () => setAsked("rerun"),
    },
    { keys: "t", text: "Tag what is selected", group: "Selection", run: () => setAsked("tag") },
    { keys: "Delete", text: "Cancel what is selected", group: "Selection", run: () => setAsked("cancel") },
    { keys: "Escape", text: "Select nothing", group: "Selection", run: onClear },
  ]);
  const canSelectAll = selected.kind === "some" && matching !== null && matching > count;

  return (
    <section
      aria-label="Selected runs"
      className="sticky top-12 z-20 flex flex-wrap items-center gap-2 rounded-control border bg-raised px-3 py-1.5 text-meta shadow-float"
    >
      <span className="font-strong">{selected.kind === "all" ? `All ${runs} that match` : runs} selected</span>
      {canSelectAll ? (
        <Button size="dense" variant="quiet" onClick={onSelectAll}>
          Select all {countOf(matching, "run")} that match
        </Button>
      ) : null}
      <Button size="dense" onClick={() => setAsked("rerun")}>
        <RotateCw aria-hidden /> Re-run {runs}
      </Button>
      <Button size="dense" onClick={() => setAsked("cancel")}>
        <CircleStop aria-hidden /> Cancel {runs}
      </Button>
      <Button size="dense" onClick={() => setAsked("tag")}>
        <Tag aria-hidden /> Tag {runs}
      </Button>
      <ExportMenu what={runs} onExport={onExport} />
      <Button size="dense" variant="quiet" onClick={onClear}>
        <X aria-hidden /> Select nothing
      </Button>
      {asked === null ? null : (
        <SelectionDialog asked={asked} selected={selected} tags={tags} bulk={bulk} onClose={() => setAsked(null)} />
      )}
    </section>
  );
}

type SelectionDialogProps = Pick<SelectionBarProps, "selected" | "tags" | "bulk"> & {
  asked: Asked;
  onClose: () => void;
};

function SelectionDialog({ asked, selected, tags, bulk, onClose }: SelectionDialogProps) {
  const count = countSelected(selected);
  if (asked === "tag") {
    const tag = (change: { add: string[]; remove: string[] }) => {
      onClose();
      const call = (ids: number[]) => browserApi.tagRuns({ ids, ...change });
      bulk.start({ selected, doing: "Tagging", done: "Tagged", call });
    };
    return <TagDialog count={count} known={tags} onTag={tag} onClose={onClose} />;
  }
  if (asked === "cancel") {
    const cancel = () => {
      onClose();
      const call = (ids: number[]) => browserApi.cancelRuns({ ids });
      bulk.start({ selected, doing: "Cancelling", done: "Cancelled", call });
    };
    return <CancelDialog count={count} onCancel={cancel} onClose={onClose} />;
  }
  const tell = (outcome: RerunOutcome) => {
    onClose();
    bulk.setWork(sayRerun(outcome));
  };
  return <RerunDialog selected={selected} count={count} onDone={tell} onClose={onClose} />;
}

const sayRerun = ({ done, skipped, batches }: RerunOutcome): Work => ({
  state: "done",
  text: `Queued ${countOf(done, "run")} in ${countOf(batches.length, "batch", "batches")}${skipped.length === 0 ? "" : `; skipped ${skipped.length}`}.`,
  details: skipped.map(({ message }) => message),
  links: batches.slice(0, 5).map(({ id }) => ({ href: `/batches/${id}`, text: `Batch ${id}` })),
});
