"use client";

import { useMemo, useState } from "react";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { useSeriesSlots } from "#components/charts/use-series-slots.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { FigureView } from "#components/figure-view.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Segmented } from "#components/segmented.tsx";
import { StatTile } from "#components/stat-tile.tsx";
import { Button } from "#components/ui/button.tsx";
import { BadgeSection } from "./badge-section.tsx";
import { Section } from "./section.tsx";
import { EMPTY_CHART, FIGURES, specimenChart, TILE } from "./specimens.ts";
import { TableSection } from "./table-section.tsx";
import { ColorSections, SpaceSection, TypeSection } from "./token-sections.tsx";

function ChartSection() {
  const [isLog, setIsLog] = useState(false);
  const slot = useSeriesSlots(["scenario:1"]).get("scenario:1") ?? 0;
  const chart = useMemo(() => specimenChart({ slot, isLog }), [slot, isLog]);
  return (
    <Section title="Chart frame: the arrow keys walk its points">
      <div className="grid gap-3 md:grid-cols-2">
        <ChartFrame chart={chart} log={{ isOn: isLog, onChange: setIsLog }} />
        <ChartFrame chart={EMPTY_CHART} />
      </div>
    </Section>
  );
}

function FormSection() {
  const [name, setName] = useState("Extract prices");
  const [runs, setRuns] = useState("0");
  return (
    <Section title="Form field and buttons">
      <div className="grid max-w-2xl gap-3 md:grid-cols-2">
        <TextField label="Name" text={name} hint="What people call it." onChange={setName} />
        <NumberField label="Runs" text={runs} errors={["Between 1 and 10,000."]} onChange={setRuns} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary">Trigger 10 runs</Button>
        <Button>Compare 2 batches</Button>
        <Button variant="quiet">Show runs</Button>
        <Button variant="danger">Cancel 14 runs</Button>
        <Button disabled>Export 0 runs</Button>
        <Segmented
          label="Period"
          options={[
            { value: "24h", text: "24h" },
            { value: "7d", text: "7d" },
          ]}
          value="7d"
          onChange={() => {}}
        />
      </div>
    </Section>
  );
}

/** Each part of the product once, from the components that every page uses. */
export function DesignView() {
  return (
    <>
      <PageHeader
        title="Design"
        lead="Tokens and parts of this dashboard. The figures are specimens; nothing was measured."
      />
      <TypeSection />
      <SpaceSection />
      <ColorSections />
      <BadgeSection />
      <Section title="Figure: value, interval, n; or why not">
        <div className="grid max-w-xl grid-cols-3 gap-3">
          {FIGURES.map((figure) => (
            <FigureView key={figure.name} figure={figure} />
          ))}
        </div>
      </Section>
      <Section title="Stat tile">
        <StatTile tile={TILE} className="max-w-xs" />
      </Section>
      <ChartSection />
      <TableSection />
      <FormSection />
      <Section title="Empty and failed">
        <EmptyState title="No run matches these filters">
          <Button size="dense">Clear filters</Button>
        </EmptyState>
        <ErrorState error={new Error("Specimen of a failure: what happened, where.")} onRetry={() => {}} />
      </Section>
    </>
  );
}
