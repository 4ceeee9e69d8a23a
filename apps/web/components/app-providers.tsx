"use client";

import { ApiProblem } from "@tfbench/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useLayoutEffect, useState, type ReactNode } from "react";
import { watchHistory } from "./form/hold-history.ts";
import { ShortcutsProvider } from "./shortcuts/shortcuts.tsx";
import { TooltipProvider } from "./ui/tooltip.tsx";

/** A refusal will be the same the second time; an API that is away may be back. */
const shouldRetry = (failures: number, error: Error) =>
  failures < 2 && (!(error instanceof ApiProblem) || error.code === "unavailable");

const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 2_000, retry: shouldRetry, retryDelay: (failures) => 500 * (failures + 1) },
    },
  });

export function AppProviders({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  useLayoutEffect(watchHistory, []);
  return (
    <NuqsAdapter>
      <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
        <QueryClientProvider client={queryClient}>
          <TooltipProvider>
            <ShortcutsProvider>{children}</ShortcutsProvider>
          </TooltipProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </NuqsAdapter>
  );
}
