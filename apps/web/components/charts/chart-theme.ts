import type { ChartTokens } from "./read-tokens.ts";

/** The one theme of every chart: faint horizontals, muted words, no decoration. Made from the tokens as they stand. */
export function chartTheme(tokens: ChartTokens) {
  const label = { color: tokens.muted, fontSize: 11, fontFamily: tokens.font };
  const axis = {
    axisLine: { show: true, lineStyle: { color: tokens.border } },
    axisTick: { show: false },
    axisLabel: { ...label, hideOverlap: true },
    nameTextStyle: label,
    splitLine: { show: false },
    splitArea: { show: false },
  };
  const upright = { ...axis, splitLine: { show: true, lineStyle: { color: tokens.border, opacity: 0.6 } } };
  return {
    color: tokens.series,
    backgroundColor: "transparent",
    textStyle: { color: tokens.text, fontFamily: tokens.font, fontSize: 11 },
    categoryAxis: axis,
    timeAxis: axis,
    valueAxis: upright,
    logAxis: upright,
    tooltip: {
      confine: true,
      backgroundColor: tokens.raised,
      borderColor: tokens.border,
      borderWidth: 1,
      padding: [6, 10],
      textStyle: { color: tokens.text, fontSize: 12, fontFamily: tokens.font },
      axisPointer: { lineStyle: { color: tokens.muted }, crossStyle: { color: tokens.muted } },
    },
    line: { smooth: false, symbol: "circle", symbolSize: 4, lineStyle: { width: 1.5 } },
    visualMap: { textStyle: label },
  };
}
