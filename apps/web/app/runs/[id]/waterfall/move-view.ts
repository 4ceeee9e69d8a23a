import type { View } from "./layout-waterfall.ts";

/** The view itself where the moment is in sight; else one as long, with the moment in its middle. */
export function moveView(view: View, atMs: number): View {
  if (view.fromMs <= atMs && atMs <= view.toMs) return view;
  const half = (view.toMs - view.fromMs) / 2;
  return { fromMs: atMs - half, toMs: atMs + half };
}

/** The view made longer or shorter by the factor; the given moment stays where it is. */
export const zoomAround = ({ fromMs, toMs }: View, atMs: number, factor: number): View => ({
  fromMs: atMs - (atMs - fromMs) * factor,
  toMs: atMs + (toMs - atMs) * factor,
});
