import { addMonths } from "@healthops/base/days";
import { useToday } from "@healthops/ui/data/site-clock.tsx";
import { ActionIcon, SegmentedControl } from "@mantine/core";
import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { monthName } from "../../rules/month-name.ts";
import type { Bar, Fleet } from "./fleet.ts";
import { barsOf } from "./fleet.ts";
import classes from "./vehicles.module.css";
import { VEHICLES_TEXT } from "./vehicles-text.ts";

/** Months that show at once. */
const MONTHS = 4;
/** Hues of the bars, so that one driver's or vehicle's can be followed by eye. */
const HUES = 6;

interface TimelineProps {
  readonly fleet: Fleet;
  readonly now_ms: number;
  /** Whether it passes the search. */
  isWanted(text: string): boolean;
}

/** Who drove what when: a lane for each vehicle, or for each driver. */
export function Timeline({ fleet, now_ms, isWanted }: TimelineProps) {
  const texts = useTexts(VEHICLES_TEXT);
  const { language } = useLanguage();
  const [by, setBy] = useState<Side>("vehicle");
  const day = useToday();
  const [first, setFirst] = useState(() => addMonths(day.slice(0, 7), 1 - MONTHS));
  const months = Array.from({ length: MONTHS }, (_, at) => addMonths(first, at));
  const from_ms = startOf(first);
  const to_ms = startOf(addMonths(first, MONTHS));
  const share = (at_ms: number): number => (at_ms - from_ms) / (to_ms - from_ms);
  const vehicles = new Map(fleet.vehicles.map(({ id, plate }) => [id, plate]));
  const drivers = new Map(fleet.drivers.map(({ id, fullName }) => [id, fullName]));
  const [lanes, others] = by === "vehicle" ? [vehicles, drivers] : [drivers, vehicles];
  const [own, other] =
    by === "vehicle" ? (["vehicleId", "driverId"] as const) : (["driverId", "vehicleId"] as const);
  const hues = new Map([...others.keys()].map((id, at) => [id, at % HUES]));
  const byLane = Map.groupBy(fleet.assignments, (one) => one[own]);
  const today = share(now_ms);
  return (
    <>
      <TimelineTools {...{ by, first, setBy, setFirst }} />
      <div className={`ho-card ${classes["lanes"] ?? ""}`}>
        <div className={classes["months"]} aria-hidden>
          {months.map((month) => (
            <span key={month} style={{ left: `${share(startOf(month)) * 100}%` }}>
              {monthName(month, language)}
            </span>
          ))}
        </div>
        <ul>
          {[...lanes]
            .filter(([, name]) => isWanted(name))
            .map(([id, name]) => (
              <li key={id}>
                <b>{name}</b>
                <div className={classes["lane"]}>
                  {months.map((month) => (
                    <i key={month} style={{ left: `${share(startOf(month)) * 100}%` }} />
                  ))}
                  {today >= 0 && today <= 1 && (
                    <i data-today="" style={{ left: `${today * 100}%` }} />
                  )}
                  <Bars
                    bars={barsOf(byLane.get(id) ?? [], from_ms, to_ms)}
                    nameOf={({ assignment }) => others.get(assignment[other]) ?? "…"}
                    hueOf={({ assignment }) => hues.get(assignment[other]) ?? 0}
                    none={by === "vehicle" ? texts.nobody : texts.nothing}
                  />
                </div>
              </li>
            ))}
        </ul>
      </div>
    </>
  );
}

type Side = "vehicle" | "driver";

interface TimelineToolsProps {
  readonly by: Side;
  readonly first: string;
  setBy(by: Side): void;
  setFirst(month: string): void;
}

function TimelineTools({ by, first, setBy, setFirst }: TimelineToolsProps) {
  const texts = useTexts(VEHICLES_TEXT);
  const arrow = { variant: "subtle", color: "gray", size: "lg" } as const;
  return (
    <div className={classes["times-bar"]}>
      <SegmentedControl
        size="xs"
        aria-label={texts.views.timeline}
        value={by}
        onChange={(value) => setBy(value === "driver" ? "driver" : "vehicle")}
        data={[
          { value: "vehicle", label: texts.byVehicle },
          { value: "driver", label: texts.byDriver },
        ]}
      />
      <span className={classes["gap"]} />
      <ActionIcon
        {...arrow}
        aria-label={texts.earlier}
        onClick={() => setFirst(addMonths(first, -1))}
      >
        <IconChevronLeft size={18} />
      </ActionIcon>
      <ActionIcon {...arrow} aria-label={texts.later} onClick={() => setFirst(addMonths(first, 1))}>
        <IconChevronRight size={18} />
      </ActionIcon>
    </div>
  );
}

interface BarsProps {
  readonly bars: readonly Bar[];
  readonly none: string;
  nameOf(bar: Bar): string;
  hueOf(bar: Bar): number;
}

function Bars({ bars, none, nameOf, hueOf }: BarsProps) {
  const formats = useFormats();
  const texts = useTexts(VEHICLES_TEXT);
  if (bars.length === 0) return <span className={classes["quiet"]}>{none}</span>;
  return bars.map((bar) => {
    const { id, startsAt, endsAt } = bar.assignment;
    const to = endsAt === null ? texts.openEnd : formats.moment(endsAt);
    const words = `${nameOf(bar)}, ${formats.moment(startsAt)} – ${to}`;
    return (
      <AppLink
        key={id}
        href={`/c/vehicle_assignments/${id}`}
        className={classes["bar"]}
        data-hue={hueOf(bar)}
        aria-label={words}
        title={words}
        style={{ left: `${bar.from * 100}%`, width: `${(bar.to - bar.from) * 100}%` }}
      >
        {nameOf(bar)}
      </AppLink>
    );
  });
}

/** The first moment of a month where the device is, epoch ms. */
function startOf(month: string): number {
  return new Date(`${month}-01T00:00:00`).getTime();
}
