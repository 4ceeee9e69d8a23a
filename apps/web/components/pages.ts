import {
  Activity,
  Boxes,
  FlaskConical,
  Layers,
  LayoutDashboard,
  ServerCog,
  Target,
  TrendingUp,
  type LucideIcon,
} from "lucide-react";

/** A page one can go to from everywhere: by the side bar, the command palette, or `g` and its letter. */
export type PageEntry = { href: string; text: string; icon: LucideIcon; letter: string };

const MEASURED: readonly PageEntry[] = [
  { href: "/", text: "Overview", icon: LayoutDashboard, letter: "o" },
  { href: "/runs", text: "Runs", icon: Activity, letter: "r" },
  { href: "/batches", text: "Batches", icon: Layers, letter: "b" },
  { href: "/sweeps", text: "Sweeps", icon: TrendingUp, letter: "w" },
];
const DEFINED: readonly PageEntry[] = [
  { href: "/scenarios", text: "Scenarios", icon: FlaskConical, letter: "s" },
  { href: "/automations", text: "Automations", icon: Boxes, letter: "a" },
  { href: "/targets", text: "Targets", icon: Target, letter: "t" },
];
const RUNNING: readonly PageEntry[] = [{ href: "/system", text: "System", icon: ServerCog, letter: "y" }];

/** In the order of the side bar, a line between the groups. */
export const PAGE_GROUPS = [MEASURED, DEFINED, RUNNING] as const;
export const PAGES: readonly PageEntry[] = PAGE_GROUPS.flat();
