import { moduleSuite } from "@healthops/testing/module-suite/module-suite";
import { demoDiary } from "./demo/demo-diary.ts";
import { wellnessHub } from "./hub.ts";

moduleSuite({
  module: wellnessHub,
  folder: new URL("..", import.meta.url),
  samples: ({ personId, siteIds: [siteId = null] }) =>
    demoDiary({ seed: 5, person: { personId, siteId }, until: "2026-06-30", days: 120 }),
});
