import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  DataZoomComponent,
  GridComponent,
  MarkLineComponent,
  TitleComponent,
  ToolboxComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

/** Exactly what our pictures use: lines and steps, bands, bars, points, heat maps, guides, zoom by brush. */
export function registerModules(): void {
  use([
    LineChart,
    CustomChart,
    BarChart,
    ScatterChart,
    HeatmapChart,
    GridComponent,
    TooltipComponent,
    MarkLineComponent,
    VisualMapComponent,
    DataZoomComponent,
    TitleComponent,
    ToolboxComponent,
    CanvasRenderer,
  ]);
}
