import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

/**
 * A link within the dashboard. Nothing is fetched ahead of a click: every page is made on request from fresh figures,
 * so what was fetched ahead would be thrown away, and a table of fifty links would ask for fifty pages.
 */
export const AppLink = (props: ComponentProps<typeof Link>) => <Link prefetch={false} {...props} />;

export const TextLink = ({ className, ...props }: ComponentProps<typeof Link>) => (
  <AppLink className={classNames("underline underline-offset-2 hover:text-text", className)} {...props} />
);
