import { moduleSuite } from "@healthops/testing/module-suite/module-suite";
import { demoDiary } from "./demo/demo-diary.ts";
import { wellnessHub } from "./hub.ts";
import { profileIdOf } from "./profile-id.ts";

moduleSuite({
  module: wellnessHub,
  folder: new URL("..", import.meta.url),
  naturalIds: {
    wellness_profiles: ({ personId }) => profileIdOf(String(personId)),
  },
  samples: ({ personId, siteId }) =>
    demoDiary({ seed: 5, person: { personId, siteId }, until: "2026-06-30", days: 120 }),
});
