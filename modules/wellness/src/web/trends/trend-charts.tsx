import { EnergyChart } from "./energy-chart.tsx";
import { MacrosChart } from "./macros-chart.tsx";
import { MinutesChart } from "./minutes-chart.tsx";
import type { TrendProps } from "./trend-props.ts";
import { WeightChart } from "./weight-chart.tsx";

/** Energy, minutes, macros and weight over time, each with what it comes to. */
export function TrendCharts(props: TrendProps) {
  return (
    <>
      <EnergyChart {...props} />
      <MinutesChart {...props} />
      <MacrosChart {...props} />
      <WeightChart {...props} />
    </>
  );
}
