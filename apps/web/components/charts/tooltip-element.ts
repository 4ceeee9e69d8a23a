import type { ChartPoint } from "./chart-model.ts";

/** Made of elements, not of markup: names in it come from people and pages we do not know. */
export function tooltipElement(points: readonly ChartPoint[]): HTMLElement {
  const box = document.createElement("div");
  for (const { heading, lines } of points) {
    const title = document.createElement("div");
    title.className = "text-muted";
    title.textContent = heading;
    box.append(title);
    for (const line of lines) {
      const row = document.createElement("div");
      row.className = "max-w-72 whitespace-normal";
      row.textContent = line;
      box.append(row);
    }
  }
  return box;
}
