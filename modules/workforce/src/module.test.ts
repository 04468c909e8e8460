import { derivedId } from "@healthops/base/ids";
import { moduleSuite } from "@healthops/testing/module-suite/module-suite";
import { demoEntries } from "./demo/demo-region.ts";
import { workforceHub } from "./hub.ts";

moduleSuite({
  module: workforceHub,
  folder: new URL("..", import.meta.url),
  fit: {
    rule_sets: (fields) => ({ ...fields, breaks: null, leave: null }),
  },
  samples: ({ personId, siteIds: [siteId = ""] }) =>
    demoEntries({
      siteId,
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
