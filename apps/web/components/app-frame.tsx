import type { ReactNode } from "react";
import { AppLink } from "#components/app-link.tsx";
import { GlobalKeys } from "./global-keys.tsx";
import { MockBadge } from "./mock-badge.tsx";
import { SideBar } from "./side-bar.tsx";
import { SignOutButton } from "./sign-out-button.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { WaitingNote } from "./waiting-note.tsx";

export function AppFrame({ isSignedIn, children }: { isSignedIn: boolean; children: ReactNode }) {
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-panel focus:px-2"
      >
        Skip to the page
      </a>
      <header className="sticky top-0 z-30 flex h-12 items-center gap-3 border-b bg-panel px-4">
        <AppLink href="/" className="text-section font-strong">
          tfbench
        </AppLink>
        <WaitingNote />
        <div className="ml-auto flex items-center gap-2">
          <GlobalKeys />
          <MockBadge />
          <ThemeSwitch />
          {isSignedIn ? <SignOutButton /> : null}
        </div>
      </header>
      <div className="flex">
        <SideBar />
        <main id="content" className="mx-auto flex w-full max-w-[1480px] min-w-0 flex-col gap-4 p-4 max-md:pb-20">
          {children}
        </main>
      </div>
    </>
  );
}
