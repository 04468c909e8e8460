import { derivedId } from "@healthops/base/ids";
import type { Content } from "@healthops/schema/record";
import { moduleSuite } from "@healthops/testing/module-suite/module-suite";
import { demoEntries } from "./demo/demo-region.ts";
import { workforceHub } from "./hub.ts";

interface Made {
  readonly collection: string;
  readonly id: string;
  readonly fields: Content;
}

/** Where the record is that a field refers to. */
function placeOf(reference: string, fields: Content, made: readonly Made[]): Content {
  const parent = made.find(({ id }) => id === fields[reference]);
  return { ...fields, siteId: parent?.fields["siteId"] ?? null };
}

moduleSuite({
  module: workforceHub,
  folder: new URL("..", import.meta.url),
  fit: {
    timesheet_entries: (fields, made) => placeOf("employeeId", fields, made),
    vehicle_assignments: (fields, made) => {
      const clashes = made.some(
        (other) =>
          other.collection === "vehicle_assignments" &&
          (other.fields["vehicleId"] === fields["vehicleId"] ||
            other.fields["driverId"] === fields["driverId"]),
      );
      return clashes ? null : placeOf("vehicleId", fields, made);
    },
    rule_sets: (fields) => ({ ...fields, breaks: null, leave: null }),
  },
  samples: ({ personId, siteId }) =>
    demoEntries({
      siteId: siteId ?? "",
      prefix: "A",
      plate: "06",
      clerkId: personId,
      managerId: personId,
      today: "2026-06-30",
      months: 12,
      employees: 4,
      drivers: 3,
      vehicles: 2,
      idOf: (...key) => derivedId("sample", ...key),
    }),
});
