"use client";

import { usePathname } from "next/navigation";
import { Fragment } from "react";
import { AppLink } from "#components/app-link.tsx";
import { classNames } from "./class-names.ts";
import { PAGE_GROUPS, type PageEntry } from "./pages.ts";

function SideLink({ href, text, icon: Icon, isCurrent }: PageEntry & { isCurrent: boolean }) {
  return (
    <AppLink
      href={href}
      title={text}
      aria-current={isCurrent ? "page" : undefined}
      className={classNames(
        "flex h-8 items-center gap-2 rounded-control px-2 text-muted hover:bg-sunken hover:text-text",
        "max-md:h-12 max-md:min-w-0 max-md:flex-auto max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:px-0.5 max-md:text-caption",
        isCurrent && "bg-sunken font-strong text-text",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="md:max-lg:sr-only max-md:max-w-full max-md:truncate">{text}</span>
    </AppLink>
  );
}

/** The pages: a column with words, icons alone under 1100 px, a bar at the bottom of a phone. */
export function SideBar() {
  const path = usePathname();
  const isCurrent = (href: string) => (href === "/" ? path === "/" : path.startsWith(href));
  return (
    <nav
      aria-label="Pages"
      className="border-border bg-panel max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:flex max-md:border-t md:sticky md:top-12 md:flex md:h-[calc(100dvh-48px)] md:w-12 md:shrink-0 md:flex-col md:gap-0.5 md:border-r md:p-2 lg:w-44"
    >
      {PAGE_GROUPS.map((group, index) => (
        <Fragment key={index}>
          {index === 0 ? null : <hr className="my-2 max-md:hidden" />}
          {group.map((entry) => (
            <SideLink key={entry.href} {...entry} isCurrent={isCurrent(entry.href)} />
          ))}
        </Fragment>
      ))}
    </nav>
  );
}
