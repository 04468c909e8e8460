import type { FieldFault } from "@healthops/base/problem";
import type { ChangedRecord, HubRule, RuleContext } from "@healthops/hub/engine/rules";
import { unknownTarget } from "@healthops/hub/engine/references";
import { mayKnow } from "@healthops/hub/hub-actor";
import { scopesOf } from "@healthops/schema/scope";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { drivers } from "../collections/drivers.ts";
import { vehicleAssignments } from "../collections/vehicle-assignments.ts";
import type { Refused } from "../rules/assignment-books.ts";
import { AssignmentBooks, resourcesOf } from "../rules/assignment-books.ts";
import type { Assignment } from "../rules/assignments.ts";
import { BatchMemory } from "./batch-memory.ts";

/** An assignment and the region that it is in. */
interface Placed extends Assignment {
  readonly siteId: string;
}

/** What each batch knows of assignments. */
const books = new WeakMap<object, AssignmentBooks<Placed>>();
const driverSites = new BatchMemory<string>();

/** A vehicle has one driver at a time, and a driver one vehicle. The first to reach the hub stands. */
export const noOverlap: HubRule = {
  collections: [vehicleAssignments.name],
  check(context, changed) {
    const asked = changed.filter(({ deleted }) => !deleted).map(placedOf);
    const loading = load(context, asked.flatMap(resourcesOf));
    const decide = () => faultsOf(context, changed);
    return loading === undefined ? decide() : loading.then(decide);
  },
};

function faultsOf(
  context: RuleContext,
  changed: readonly ChangedRecord[],
): readonly FieldFault[] | Promise<readonly FieldFault[]> {
  const held = changed.filter((one) => !one.deleted && reachesFurther(one));
  const strangers = held.length === 0 ? [] : unseenDrivers(context, held);
  const decide = (unseen: readonly FieldFault[]): readonly FieldFault[] => {
    if (unseen.length > 0) return unseen;
    const placings = changed.map((one) => ({
      id: one.id,
      next: one.deleted ? null : placedOf(one),
    }));
    return booksOf(context)
      .ask(placings)
      .map((refused) => faultOf(context, refused));
  };
  return strangers instanceof Promise ? strangers.then(decide) : decide(strangers);
}

function booksOf({ batch, pendingRecord }: RuleContext): AssignmentBooks<Placed> {
  let known = books.get(batch);
  if (known === undefined) books.set(batch, (known = new AssignmentBooks()));
  known.settle((id) => {
    const now = pendingRecord(vehicleAssignments.name, id);
    return now === undefined ? undefined : now.deleted ? null : placedOf(now);
  });
  return known;
}

/** Takes the assignments of vehicles and drivers into the books; they hold until the commit. */
function load(context: RuleContext, resources: readonly string[]): Promise<void> | undefined {
  const known = booksOf(context);
  if (known.unknown(resources).length === 0) return undefined;
  // All that this submission names at once, or there would be as many questions as vehicles.
  const unknown = known.unknown([
    ...resources,
    ...context.coming(vehicleAssignments.name, "vehicleId"),
    ...context.coming(vehicleAssignments.name, "driverId"),
  ]);
  return read(context, unknown).then((rows) => known.load(unknown, rows));
}

async function read(
  { connection }: RuleContext,
  resources: readonly string[],
): Promise<readonly Placed[]> {
  const values = [`{${resources.join(",")}}`];
  // A statement of its own: what is read must be read after the lock is there.
  await connection.query({
    name: "hold_assignments",
    text: `select pg_advisory_xact_lock(hashtextextended('assignment:' || id, 0))
      from (select unnest($1::text[]) as id order by 1) as ids`,
    values,
  });
  const { rows } = await connection.query<Placed & Record<string, unknown>>({
    name: "assignments_of",
    text: `select id, vehicle_id as "vehicleId", driver_id as "driverId",
        starts_at as "startsAt", ends_at as "endsAt", site_id as "siteId"
      from data.vehicle_assignments
      where (vehicle_id = any($1::uuid[]) or driver_id = any($1::uuid[])) and not deleted`,
    values,
  });
  return rows;
}

/** Whether an old assignment takes time of its driver that it did not have before. */
function reachesFurther({ previous, after }: ChangedRecord): boolean {
  if (previous === null || previous["driverId"] !== after["driverId"]) return false;
  const [from, to] = [previous["endsAt"], after["endsAt"]];
  const isLonger = typeof from === "string" && (typeof to !== "string" || to > from);
  return isLonger || String(after["startsAt"]) < String(previous["startsAt"]);
}

/** A driver who went to another region is held no longer by the one that they left. */
function unseenDrivers(
  context: RuleContext,
  changed: readonly ChangedRecord[],
): readonly FieldFault[] | Promise<readonly FieldFault[]> {
  const ids = changed.map(({ after }) => String(after["driverId"]));
  const faults = (stored: ReadonlyMap<string, string>): readonly FieldFault[] => {
    const unseen = ids.some((id) => {
      const siteId = context.pendingRecord(drivers.name, id)?.after["siteId"] ?? stored.get(id);
      return !mayKnow(context.actor, scopesOf(drivers, id, { siteId: siteId ?? null }));
    });
    return unseen ? [unknownTarget("driverId", drivers.name)] : [];
  };
  const known = driverSites.get(context, ids, async (unknown) => {
    const { rows } = await context.connection.query<{ id: string; site_id: string }>({
      name: "sites_of_drivers",
      text: "select id, site_id from data.drivers where id = any($1::uuid[]) order by id for share",
      values: [`{${unknown.join(",")}}`],
    });
    return new Map(rows.map((row) => [row.id, row.site_id]));
  });
  return known instanceof Promise ? known.then(faults) : faults(known);
}

function placedOf({ id, after }: ChangedRecord): Placed {
  const { vehicleId, driverId, startsAt, endsAt, siteId } = after;
  return {
    id,
    vehicleId: String(vehicleId),
    driverId: String(driverId),
    startsAt: String(startsAt),
    endsAt: typeof endsAt === "string" ? endsAt : null,
    siteId: String(siteId),
  };
}

/** Says when and by which assignment, unless that one is none of the asker's business. */
function faultOf(context: RuleContext, { by, other }: Refused<Placed>): FieldFault {
  const { id, startsAt, endsAt } = other;
  const now = context.pendingRecord(vehicleAssignments.name, id)?.after ?? { siteId: other.siteId };
  const isSeen = mayKnow(context.actor, scopesOf(vehicleAssignments, id, now));
  if (by === "vehicle") {
    return ruleFault(
      "vehicleId",
      isSeen
        ? {
            en: `The vehicle is assigned already from ${startsAt} until ${endsAt ?? "further notice"} (assignment ${id}).`,
            tr: `Araç ${startsAt} – ${endsAt ?? "süresiz"} için zaten zimmetli (zimmet ${id}).`,
          }
        : {
            en: "The vehicle is not free then. Choose another time or vehicle.",
            tr: "Araç o sürede boş değil. Başka bir süre ya da araç seçin.",
          },
    );
  }
  return ruleFault(
    "driverId",
    isSeen
      ? {
          en: `The driver has a vehicle already from ${startsAt} until ${endsAt ?? "further notice"} (assignment ${id}).`,
          tr: `Sürücüde ${startsAt} – ${endsAt ?? "süresiz"} için zaten bir araç var (zimmet ${id}).`,
        }
      : {
          en: "The driver is not free then. Choose another time or driver.",
          tr: "Sürücü o sürede boş değil. Başka bir süre ya da sürücü seçin.",
        },
  );
}
