import { dayNumber } from "./calendar.ts";

/** A date of a vehicle or driver that comes up, or has gone by. */
export interface DateWarning {
  readonly collection: "vehicles" | "drivers";
  readonly id: string;
  readonly what: "inspection" | "insurance" | "licence";
  readonly date: string;
  /** Days until then; negative once it has gone by. */
  readonly daysLeft: number;
}

export interface DatedVehicle {
  readonly id: string;
  readonly inspectionDueOn: string | null;
  readonly insuranceDueOn: string | null;
}

export interface DatedDriver {
  readonly id: string;
  readonly licenseValidUntil: string | null;
}

/** What runs out within `daysAhead` days of `today` or has run out, the most urgent first. */
export function dateWarnings(
  vehicles: readonly DatedVehicle[],
  drivers: readonly DatedDriver[],
  today: string,
  daysAhead: number,
): readonly DateWarning[] {
  const now = dayNumber(today);
  const dated = [
    ...vehicles.flatMap(({ id, inspectionDueOn, insuranceDueOn }) => [
      { collection: "vehicles", id, what: "inspection", date: inspectionDueOn } as const,
      { collection: "vehicles", id, what: "insurance", date: insuranceDueOn } as const,
    ]),
    ...drivers.map(
      ({ id, licenseValidUntil: date }) =>
        ({ collection: "drivers", id, what: "licence", date }) as const,
    ),
  ];
  return dated
    .flatMap(({ date, ...rest }): DateWarning[] =>
      date === null ? [] : [{ ...rest, date, daysLeft: dayNumber(date) - now }],
    )
    .filter(({ daysLeft }) => daysLeft <= daysAhead)
    .toSorted((a, b) => a.daysLeft - b.daysLeft || (a.id < b.id ? -1 : 1));
}
