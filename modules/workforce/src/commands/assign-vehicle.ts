import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { Change } from "../change.ts";
import { creation, updating } from "../change.ts";
import { vehicleAssignments } from "../collections/vehicle-assignments.ts";
import type { Assignment } from "../rules/assignments.ts";
import { clashOf } from "../rules/assignments.ts";

export interface NewAssignment {
  readonly vehicleId: string;
  readonly driverId: string;
  readonly startsAt: string;
  readonly endsAt?: string | null;
  readonly note?: string | null;
}

/**
 * Hands a vehicle to a driver. What is assigned without an end and began earlier, of this vehicle or
 * of this driver, ends at that moment, in the same group. `known` are the assignments of both as the
 * device has them. Problem `assignment_clash`, with the other's id in `extra`, when one stands in the
 * way; the hub checks again, because another device may have been first.
 */
export function assignVehicle(
  ports: Pick<Ports, "clock" | "random">,
  { vehicleId, driverId, startsAt, endsAt = null, note = null }: NewAssignment,
  known: readonly Assignment[],
): readonly Change[] {
  const id = newId(ports);
  const ended = known.filter(
    (other) =>
      (other.vehicleId === vehicleId || other.driverId === driverId) &&
      other.endsAt === null &&
      other.startsAt < startsAt,
  );
  const one: Assignment = { id, vehicleId, driverId, startsAt, endsAt };
  const clash = clashOf(
    one,
    known.filter((other) => !ended.includes(other)),
  );
  if (clash !== null) throw clashProblem(clash.by, clash.other);
  return [
    ...ended.map((other) => endAssignment(other.id, startsAt)),
    creation(vehicleAssignments, id, {
      vehicleId,
      driverId,
      startsAt,
      endsAt,
      note,
    }),
  ];
}

/** Ends an assignment at a moment, which no longer belongs to it. */
export function endAssignment(id: string, endsAt: string): Change {
  return updating(vehicleAssignments, id, { endsAt });
}

function clashProblem(by: "vehicle" | "driver", other: Assignment): Problem {
  const label =
    by === "vehicle"
      ? {
          en: "The vehicle is assigned to somebody else at that time. Choose another time or vehicle.",
          tr: "Araç o sürede başkasına zimmetli. Başka bir süre ya da araç seçin.",
        }
      : {
          en: "The driver has another vehicle at that time. Choose another time or driver.",
          tr: "Sürücüde o sürede başka bir araç var. Başka bir süre ya da sürücü seçin.",
        };
  return new Problem({
    code: "assignment_clash",
    status: 422,
    message: label.en,
    faults: [ruleFault(by === "vehicle" ? "vehicleId" : "driverId", label)],
    extra: { assignmentId: other.id },
  });
}
