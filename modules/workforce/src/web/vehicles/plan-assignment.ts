import type { Ports } from "@healthops/base/ports";
import { isProblem } from "@healthops/base/problem";
import type { Change } from "../../change.ts";
import type { NewAssignment } from "../../commands/assign-vehicle.ts";
import { assignVehicle } from "../../commands/assign-vehicle.ts";
import type { FleetAssignment } from "./fleet.ts";

/** What handing a vehicle over would do. */
export interface AssignmentPlan {
  /** Empty when something stands in the way. */
  readonly changes: readonly Change[];
  /** What it brings to an end. */
  readonly ended: readonly FleetAssignment[];
  /** What stands in the way. */
  readonly clash: FleetAssignment | null;
}

/** Plans an assignment against those that are known here; the hub has the last word. */
export function planAssignment(
  ports: Pick<Ports, "clock" | "random">,
  wanted: NewAssignment,
  known: readonly FleetAssignment[],
): AssignmentPlan {
  try {
    const changes = assignVehicle(ports, wanted, known);
    const ids = new Set(changes.map(({ op, id }) => (op === "update" ? id : null)));
    return { changes, ended: known.filter(({ id }) => ids.has(id)), clash: null };
  } catch (error) {
    if (!isProblem(error) || error.code !== "assignment_clash") throw error;
    const clash = known.find(({ id }) => id === error.extra["assignmentId"]) ?? null;
    return { changes: [], ended: [], clash };
  }
}
