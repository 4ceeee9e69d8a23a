import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "#components/class-names.ts";

const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control border font-strong whitespace-nowrap select-none disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "border-text bg-text text-inverse hover:opacity-90",
        secondary: "border-border-strong bg-panel text-text hover:bg-sunken",
        quiet: "border-transparent text-muted hover:bg-sunken hover:text-text",
        danger: "border-bad bg-panel text-bad hover:bg-bad hover:text-inverse",
      },
      size: { default: "h-8 px-3 text-body", dense: "h-7 px-2 text-meta", icon: "size-7" },
    },
    defaultVariants: { variant: "secondary", size: "default" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonVariants> & { asChild?: boolean };

export function Button({ className, variant, size, asChild = false, type = "button", ...props }: ButtonProps) {
  const classes = classNames(buttonVariants({ variant, size }), className);
  return asChild ? <Slot.Root className={classes} {...props} /> : <button type={type} className={classes} {...props} />;
}
