import type { FieldFault } from "@healthops/base/problem";
import type { ChangedRecord, HubRule, RuleContext } from "@healthops/hub/engine/rules";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { vehicleAssignments } from "../collections/vehicle-assignments.ts";
import type { Assignment, Clash } from "../rules/assignments.ts";
import { clashOf } from "../rules/assignments.ts";

/** A vehicle has one driver at a time, and a driver one vehicle. The first to reach the hub stands. */
export const noOverlap: HubRule = {
  collections: [vehicleAssignments.name],
  async check(context, changed) {
    const asked = changed.filter(({ deleted }) => !deleted).map(assignmentOf);
    if (asked.length === 0) return [];
    const others = await othersOf(context, asked);
    return asked.flatMap((one): FieldFault[] => {
      const clash = clashOf(one, others);
      return clash === null ? [] : [faultOf(clash)];
    });
  },
};

/** Assignments of the same vehicles and drivers as they will be; held until the commit. */
async function othersOf(
  { connection, pending }: RuleContext,
  asked: readonly Assignment[],
): Promise<readonly Assignment[]> {
  const keys = asked.flatMap(({ vehicleId, driverId }) => [vehicleId, driverId]);
  await connection.query(
    `select pg_advisory_xact_lock(hashtextextended('assignment:' || id, 0))
     from (select distinct unnest($1::text[]) as id order by 1) as ids`,
    [keys],
  );
  const batch = pending(vehicleAssignments.name);
  const { rows } = await connection.query<Assignment & Record<string, unknown>>(
    `select id, vehicle_id as "vehicleId", driver_id as "driverId",
       starts_at as "startsAt", ends_at as "endsAt"
     from data.vehicle_assignments
     where (vehicle_id = any($1::uuid[]) or driver_id = any($1::uuid[]))
       and not deleted and not id = any($2::uuid[]) order by starts_at, id`,
    [keys, batch.map(({ id }) => id)],
  );
  return [...rows, ...batch.filter(({ deleted }) => !deleted).map(assignmentOf)];
}

function assignmentOf({ id, after }: ChangedRecord): Assignment {
  const { vehicleId, driverId, startsAt, endsAt } = after;
  return {
    id,
    vehicleId: String(vehicleId),
    driverId: String(driverId),
    startsAt: String(startsAt),
    endsAt: typeof endsAt === "string" ? endsAt : null,
  };
}

function faultOf({ by, other }: Clash): FieldFault {
  const { id, startsAt, endsAt } = other;
  if (by === "vehicle") {
    return ruleFault("vehicleId", {
      en: `The vehicle is assigned already from ${startsAt} until ${endsAt ?? "further notice"} (assignment ${id}).`,
      tr: `Araç ${startsAt} – ${endsAt ?? "süresiz"} için zaten zimmetli (zimmet ${id}).`,
    });
  }
  return ruleFault("driverId", {
    en: `The driver has a vehicle already from ${startsAt} until ${endsAt ?? "further notice"} (assignment ${id}).`,
    tr: `Sürücüde ${startsAt} – ${endsAt ?? "süresiz"} için zaten bir araç var (zimmet ${id}).`,
  });
}
