import { savedViews } from "@healthops/schema/core/saved-views";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { HubRule } from "../engine/rules.ts";

const OTHER_SITE = {
  en: "A view can be shared with your own site only.",
  tr: "Bir görünüm yalnızca kendi yerinizle paylaşılabilir.",
};

/** Nobody puts a view into the lists of a site that is not theirs; administrators look after all. */
export const shareWithOwnSite: HubRule = {
  collections: [savedViews.name],
  check: async ({ actor }, changed) => {
    if (actor.system || actor.role === "ADMIN") return [];
    const foreign = changed.some(({ previous, after, deleted }) => {
      const site = after["siteId"] ?? null;
      // Somebody who moved to another site may go on with what they shared before.
      const isNew = site !== (previous?.["siteId"] ?? null);
      return !deleted && isNew && site !== null && site !== actor.siteId;
    });
    return foreign ? [ruleFault("siteId", OTHER_SITE, "your own site, or none")] : [];
  },
};
