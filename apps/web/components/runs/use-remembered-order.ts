"use client";

import { useEffect } from "react";
import { rememberRunOrder } from "./run-order.ts";

/** The table that is shown becomes the one that a run's page walks through. */
export function useRememberedOrder(runs: readonly { id: number }[]): void {
  useEffect(() => {
    rememberRunOrder({ ids: runs.map(({ id }) => id), href: `${location.pathname}${location.search}` });
  }, [runs]);
}
