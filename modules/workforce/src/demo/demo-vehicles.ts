import type { Change } from "../change.ts";
import { creation } from "../change.ts";
import { drivers } from "../collections/drivers.ts";
import { vehicleAssignments } from "../collections/vehicle-assignments.ts";
import { vehicles } from "../collections/vehicles.ts";
import { dateOfDay, dayNumber } from "../rules/calendar.ts";
import type { DemoEmployee } from "./demo-employees.ts";
import type { DemoRegion } from "./region.ts";
import type { Seeded } from "./seeded.ts";

const MODELS = [
  ["Ford", "Transit"],
  ["Fiat", "Doblo"],
  ["Renault", "Kangoo"],
  ["Volkswagen", "Caddy"],
  ["Mercedes-Benz", "Sprinter"],
  ["Isuzu", "NPR"],
] as const;

/** How long one driver keeps a vehicle. */
const TURN_DAYS = 60;

/** Vehicles, drivers and who drove what during a year; some of their dates come up soon. */
export function demoVehicles(
  region: DemoRegion,
  staff: readonly DemoEmployee[],
  dice: Seeded,
): readonly Change[] {
  const { siteId, today, idOf } = region;
  const now = dayNumber(today);
  const driving = staff.slice(0, region.drivers);
  const people = driving.map((employee, at) =>
    creation(drivers, idOf("driver", String(at)), {
      fullName: employee.name,
      employeeId: employee.id,
      licenseClass: dice.pick(["B", "B", "C", "CE"]),
      licenseValidUntil: dateOfDay(now + (at === 0 ? 12 : dice.integer(60, 2500))),
      phone: `0312 000 00 ${String(at).padStart(2, "0")}`,
      siteId,
    }),
  );
  const fleet = Array.from({ length: region.vehicles }, (_, at) => {
    const [brand, model] = dice.pick<(typeof MODELS)[number]>(MODELS);
    return creation(vehicles, idOf("vehicle", String(at)), {
      plate: `${region.plate} HO ${100 + at}`,
      brand,
      model,
      siteId,
      inspectionDueOn: dateOfDay(now + (at === 1 ? -3 : dice.integer(10, 700))),
      insuranceDueOn: dateOfDay(now + (at === 2 ? 8 : dice.integer(20, 360))),
    });
  });
  return [...people, ...fleet, ...fleet.flatMap((vehicle, at) => turns(region, vehicle.id, at))];
}

/** Vehicles are handed over one after the other, each so many days before the one ahead of it. */
const APART_DAYS = 3;

/** The vehicle goes round among the drivers, each with one at a time; the last turn is open, but of one. */
function turns(region: DemoRegion, vehicleId: string, at: number): readonly Change[] {
  const now = dayNumber(region.today);
  return Array.from({ length: 6 }, (_, turn) => {
    const from = now - (6 - turn) * TURN_DAYS + 30 - at * APART_DAYS;
    const driver = (at + turn) % region.drivers;
    const last = turn === 5;
    // One stands in the yard since yesterday.
    const isBack = at > 0 && at === region.vehicles - 1;
    return creation(vehicleAssignments, region.idOf("assignment", String(at), String(turn)), {
      vehicleId,
      driverId: region.idOf("driver", String(driver)),
      startsAt: `${dateOfDay(from)}T05:00:00.000Z`,
      endsAt: last
        ? isBack
          ? `${dateOfDay(now - 1)}T14:00:00.000Z`
          : null
        : `${dateOfDay(from + TURN_DAYS)}T05:00:00.000Z`,
    });
  });
}
