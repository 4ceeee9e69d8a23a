import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { queries } from "#api/queries.ts";
import { AppFrame } from "#components/app-frame.tsx";
import { AppProviders } from "#components/app-providers.tsx";
import { Prefetched } from "#server/prefetched.tsx";
import { serverApi } from "#server/server-api.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Overview · tfbench", template: "%s · tfbench" },
  description: "Benchmarks of web agents and model endpoints",
};

async function Framed({ isSignedIn, children }: { isSignedIn: boolean; children: ReactNode }) {
  const api = await serverApi();
  return (
    <Prefetched load={(cache) => cache.prefetchQuery(queries.health(api))}>
      <AppFrame isSignedIn={isSignedIn}>{children}</AppFrame>
    </Prefetched>
  );
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the headers also makes every page render on request, which a nonce needs.
  const request = await headers();
  const nonce = request.get("x-nonce") ?? "";
  const access = request.get("x-access");
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* Radix gives this nonce to the style sheets that its dialogs and menus add. */}
        <script
          nonce={nonce}
          dangerouslySetInnerHTML={{ __html: "window.__webpack_nonce__=document.currentScript.nonce" }}
          suppressHydrationWarning
        />
      </head>
      <body>
        <AppProviders nonce={nonce}>
          {access === "signed_out" ? children : <Framed isSignedIn={access === "signed_in"}>{children}</Framed>}
        </AppProviders>
      </body>
    </html>
  );
}
