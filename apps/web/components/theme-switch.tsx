"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Button } from "./ui/button.tsx";
import { useIsHydrated } from "./use-is-hydrated.ts";

const NEXT = { system: "light", light: "dark", dark: "system" } as const;
const ICON = { system: Monitor, light: Sun, dark: Moon } as const;
type Theme = keyof typeof NEXT;

const isTheme = (name: string | undefined): name is Theme => name !== undefined && name in NEXT;

/** Steps through system, light and dark. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const isHydrated = useIsHydrated();
  const current = isHydrated && isTheme(theme) ? theme : "system";
  const Icon = ICON[current];
  return (
    <Button
      variant="quiet"
      size="icon"
      aria-label={`Theme: ${current}. Switch to ${NEXT[current]}`}
      title={`Theme: ${current}`}
      onClick={() => setTheme(NEXT[current])}
    >
      <Icon aria-hidden />
    </Button>
  );
}
