import { defineModule } from "../module.ts";
import { conflicts } from "./conflicts.ts";
import { people } from "./people.ts";
import { savedViews } from "./saved-views.ts";
import { sites } from "./sites.ts";

/** The records that every installation has, whatever its modules. */
export const coreModule = defineModule({
  name: "core",
  title: { en: "Core", tr: "Çekirdek" },
  collections: [sites, people, conflicts, savedViews],
});
