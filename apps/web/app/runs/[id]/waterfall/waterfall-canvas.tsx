"use client";

import { useTheme } from "next-themes";
import { useEffect, useRef, type ComponentProps } from "react";
import { drawWaterfall, readPalette, type Lines } from "./draw-waterfall.ts";
import type { Layout } from "./layout-waterfall.ts";

type WaterfallCanvasProps = { layout: Layout; widthPx: number; lines: Lines } & Omit<ComponentProps<"canvas">, "ref">;

/** Draws what it is given and decides nothing. */
export function WaterfallCanvas({ layout, widthPx, lines, ...props }: WaterfallCanvasProps) {
  const place = useRef<HTMLCanvasElement>(null);
  const { resolvedTheme } = useTheme();
  const { cursorX, brush } = lines;

  useEffect(() => {
    const canvas = place.current;
    const context = canvas?.getContext("2d") ?? null;
    if (canvas === null || context === null) return;
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(widthPx * ratio);
    canvas.height = Math.round(layout.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawWaterfall({ context, layout, palette: readPalette(canvas), widthPx }, { cursorX, brush });
    // The theme is not read here, but it changes what readPalette finds.
  }, [layout, widthPx, cursorX, brush, resolvedTheme]);

  return <canvas ref={place} style={{ width: widthPx, height: layout.height }} className="block" {...props} />;
}
