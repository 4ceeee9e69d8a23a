"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Scenario, TriggeredRun } from "@tfbench/contracts";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { CatalogueDialogs, type FormStart } from "#components/catalogue/catalogue-dialogs.tsx";
import { CataloguePage } from "#components/catalogue/catalogue-page.tsx";
import { useCatalogue } from "#components/catalogue/use-catalogue.ts";
import { ErrorState } from "#components/error-state.tsx";
import { FormProblems } from "#components/form/form-problems.tsx";
import { fieldErrors } from "#components/form/field-errors.ts";
import { LaunchedPanel } from "./launched-panel.tsx";
import { draftOf, EMPTY_DRAFT } from "./prepare.ts";
import { scenarioColumns } from "./scenario-columns.tsx";
import { ScenarioDialog } from "./scenario-dialog.tsx";
import { scenariosParams } from "./search-params.ts";
import { TriggerDialog } from "./trigger-dialog.tsx";
import { useTrigger } from "./use-trigger.ts";

const ScenarioForm = ({ id, row, onClose }: FormStart<Scenario>) => (
  <ScenarioDialog id={id} initial={row === null ? EMPTY_DRAFT : draftOf(row)} onClose={onClose} />
);

const setArchived = (id: number, archived: boolean) => browserApi.updateScenario({ id, archived });

/** What was triggered last stays in the address, so that its progress stays in sight. */
function useLaunched() {
  const [{ batch, run, trigger }, setParams] = useQueryStates(scenariosParams, { history: "push" });
  const queryClient = useQueryClient();
  return {
    batch,
    run,
    triggerId: trigger,
    askForTrigger: (id: number) => void setParams({ trigger: id }),
    /** Instead of the dialog's entry: Back must not lead into a form that was sent or given up. */
    cancelTrigger: () => void setParams({ trigger: null }, { history: "replace" }),
    forget: () => void setParams({ batch: null, run: null }),
    show: (triggered: TriggeredRun) => {
      void queryClient.invalidateQueries({ queryKey: ["runs"] });
      const run = triggered.count === 1 ? triggered.id : null;
      void setParams({ trigger: null, batch: triggered.batch_id, run }, { history: "replace" });
    },
  };
}

export function ScenariosView() {
  const router = useRouter();
  const launched = useLaunched();
  const { trigger } = useTrigger(launched.show);
  const { input, rowId: askedId, items, edit, close, restoreError } = useCatalogue({ noun: "scenario", setArchived });
  const rowId = askedId ?? launched.triggerId;
  const list = useQuery(queries.scenarios(browserApi, input));
  const asked = useQuery({
    ...queries.scenario(browserApi, rowId ?? 0),
    enabled: rowId !== null,
    initialData: () => list.data?.data.find(({ id }) => id === rowId),
  });
  const rowError = asked.error ?? restoreError;
  const columns = scenarioColumns({
    sendingId: trigger.isPending ? trigger.variables.scenario_id : null,
    onTrigger: ({ id }) => trigger.mutate({ scenario_id: id }),
    onTriggerMany: ({ id }) => launched.askForTrigger(id),
    items: (scenario: Scenario) => [
      { text: "Show runs", onChoose: () => router.push(`/runs?scenario=${scenario.id}`) },
      { text: "Edit", onChoose: () => edit(scenario) },
      ...items(scenario),
    ],
  });
  const refused = fieldErrors(trigger.error, []).rest;
  const refusedName = list.data?.data.find(({ id }) => id === trigger.variables?.scenario_id)?.name ?? "The scenario";

  return (
    <>
      <CataloguePage
        noun="scenario"
        lead="Automations made measurable: what is run, where, with which inputs, and how it is judged."
        emptyText="Create one from an automation; then it can be triggered here or by the API."
        list={list}
        columns={columns}
      >
        <FormProblems messages={refused.length === 0 ? [] : [`${refusedName} was not triggered.`, ...refused]} />
        {launched.batch === null ? null : (
          <LaunchedPanel key={launched.batch} batchId={launched.batch} runId={launched.run} onClose={launched.forget} />
        )}
        {rowError === null ? null : <ErrorState error={rowError} />}
      </CataloguePage>
      <CatalogueDialogs
        noun="scenario"
        row={asked.data}
        Form={ScenarioForm}
        onDelete={(id) => browserApi.deleteScenario({ id })}
        onArchive={(id) => setArchived(id, true)}
        onClose={close}
      />
      {launched.triggerId === null || asked.data === undefined ? null : (
        <TriggerDialog
          key={asked.data.id}
          scenario={asked.data}
          onTriggered={launched.show}
          onClose={launched.cancelTrigger}
        />
      )}
    </>
  );
}
