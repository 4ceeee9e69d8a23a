import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Chart } from "./chart-model.ts";
import { chartTheme } from "./chart-theme.ts";
import { registerModules } from "./echarts-modules.ts";
import type { ChartTokens } from "./read-tokens.ts";

type Size = { width: number; height: number };

const drawing = (chart: Chart, tokens: ChartTokens) => ({
  ...chart.options(tokens),
  animation: false,
  backgroundColor: tokens.panel,
  title: {
    text: chart.title,
    subtext: chart.basis,
    left: 8,
    textStyle: { fontSize: 12, color: tokens.text },
    subtextStyle: { fontSize: 11, color: tokens.muted },
  },
});

/** The picture as vectors, for a document. */
export function drawSvg(chart: Chart, tokens: ChartTokens, { width, height }: Size): Blob {
  registerModules();
  use([SVGRenderer]);
  const drawn = init(null, chartTheme(tokens), { renderer: "svg", ssr: true, width, height });
  try {
    drawn.setOption(drawing(chart, tokens));
    return new Blob([drawn.renderToSVGString()], { type: "image/svg+xml" });
  } finally {
    drawn.dispose();
  }
}

/** The picture as it is on the screen, at twice its size. */
export function drawPng(chart: Chart, tokens: ChartTokens, { width, height }: Size): Promise<Blob> {
  registerModules();
  const canvas = document.createElement("canvas");
  const drawn = init(canvas, chartTheme(tokens), { renderer: "canvas", devicePixelRatio: 2, width, height });
  try {
    drawn.setOption(drawing(chart, tokens));
    // Everything not yet painted is painted now, not in the next frame.
    drawn.getZr().flush();
    return new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error("This browser makes no PNG of it.")) : resolve(blob))),
    );
  } finally {
    drawn.dispose();
  }
}
