"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Scenario, TriggeredRun } from "@tfbench/contracts";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { CataloguePage } from "#components/catalogue/catalogue-page.tsx";
import { catalogueInput, NO_DIALOG } from "#components/catalogue/catalogue-params.ts";
import { RemoveDialog } from "#components/catalogue/remove-dialog.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { FormProblems } from "#components/form/form-problems.tsx";
import { fieldErrors } from "#components/form/field-errors.ts";
import { LaunchedPanel } from "./launched-panel.tsx";
import { draftOf, EMPTY_DRAFT } from "./prepare.ts";
import { scenarioColumns } from "./scenario-columns.tsx";
import { ScenarioDialog } from "./scenario-dialog.tsx";
import { scenariosParams } from "./search-params.ts";
import { TriggerDialog } from "./trigger-dialog.tsx";

const archive = (archived: boolean) => (id: number) => browserApi.updateScenario({ id, archived });

function useScenarioActions() {
  const [, setParams] = useQueryStates(scenariosParams, { history: "push" });
  const queryClient = useQueryClient();
  const router = useRouter();
  const onTriggered = (run: TriggeredRun) => {
    void queryClient.invalidateQueries({ queryKey: ["runs"] });
    void setParams({ ...NO_DIALOG, trigger: null, batch: run.batch_id, run: run.count === 1 ? run.id : null });
  };
  const trigger = useMutation({
    mutationFn: (scenario: Scenario) => browserApi.triggerRun({ scenario_id: scenario.id }),
    onSuccess: onTriggered,
  });
  const restore = useMutation({
    mutationFn: archive(false),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["scenarios"] }),
  });
  const items = ({ id, archived_at: archivedAt }: Scenario) => [
    { text: "Show runs", onChoose: () => router.push(`/runs?scenario=${id}`) },
    { text: "Edit", onChoose: () => void setParams({ edit: id }) },
    { text: "Duplicate", onChoose: () => void setParams({ copy: id }) },
    ...(archivedAt === null ? [] : [{ text: "Restore", onChoose: () => restore.mutate(id) }]),
    { text: "Delete or archive", isDangerous: true, onChoose: () => void setParams({ remove: id }) },
  ];
  return { trigger, onTriggered, items };
}

export function ScenariosView() {
  const [params, setParams] = useQueryStates(scenariosParams, { history: "push" });
  const list = useQuery(queries.scenarios(browserApi, catalogueInput(params)));
  const rowId = params.edit ?? params.copy ?? params.remove ?? params.trigger;
  const asked = useQuery({
    ...queries.scenario(browserApi, rowId ?? 0),
    enabled: rowId !== null,
    initialData: () => list.data?.data.find((each) => each.id === rowId),
  });
  const { trigger, onTriggered, items } = useScenarioActions();
  const close = () => void setParams({ ...NO_DIALOG, trigger: null });
  const columns = scenarioColumns({
    sendingId: trigger.isPending ? trigger.variables.id : null,
    onTrigger: (scenario) => trigger.mutate(scenario),
    onTriggerMany: ({ id }) => void setParams({ trigger: id }),
    items,
  });
  const refused = fieldErrors(trigger.error, []).rest;

  return (
    <>
      <CataloguePage
        noun="scenario"
        lead="Automations made measurable: what is run, where, with which inputs, and how it is judged."
        emptyText="Create one from an automation; then it can be triggered here or by the API."
        list={list}
        columns={columns}
      >
        <FormProblems
          messages={
            refused.length === 0 ? [] : [`${trigger.variables?.name ?? "The scenario"} was not triggered.`, ...refused]
          }
        />
        {params.batch === null ? null : (
          <LaunchedPanel
            key={params.batch}
            batchId={params.batch}
            runId={params.run}
            onClose={() => void setParams({ batch: null, run: null })}
          />
        )}
        {asked.error === null ? null : <ErrorState error={asked.error} />}
      </CataloguePage>
      {params.create === null ? null : <ScenarioDialog id={null} initial={EMPTY_DRAFT} onClose={close} />}
      {asked.data === undefined ? null : <RowDialogs row={asked.data} onTriggered={onTriggered} onClose={close} />}
    </>
  );
}

type RowDialogsProps = { row: Scenario; onTriggered: (run: TriggeredRun) => void; onClose: () => void };

/** The dialog about one row that the address names. */
function RowDialogs({ row, onTriggered, onClose }: RowDialogsProps) {
  const [params] = useQueryStates(scenariosParams);
  if (params.edit !== null) return <ScenarioDialog key={row.id} id={row.id} initial={draftOf(row)} onClose={onClose} />;
  if (params.copy !== null)
    return (
      <ScenarioDialog
        key={row.id}
        id={null}
        initial={{ ...draftOf(row), name: `${row.name} copy` }}
        onClose={onClose}
      />
    );
  if (params.trigger !== null)
    return <TriggerDialog key={row.id} scenario={row} onTriggered={onTriggered} onClose={onClose} />;
  if (params.remove === null) return null;
  return (
    <RemoveDialog
      noun="scenario"
      row={row}
      queryKey="scenarios"
      onDelete={(id) => browserApi.deleteScenario({ id })}
      onArchive={archive(true)}
      onClose={onClose}
    />
  );
}
