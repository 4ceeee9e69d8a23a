import { clsx, type ClassValue } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** Our sizes must be known by name, or `text-body` would count as a colour and push out `text-muted`. */
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["caption", "meta", "body", "section", "title", "number"],
      "font-weight": ["normal", "strong"],
      radius: ["control", "chip"],
      shadow: ["float"],
      animate: ["live"],
    },
  },
});

/** Joins class names; of two that set the same property the later one wins. */
export const classNames = (...inputs: ClassValue[]): string => merge(clsx(inputs));
