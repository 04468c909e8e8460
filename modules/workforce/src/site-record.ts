import type { JsonValue } from "@healthops/schema/field";
import { json, reference } from "@healthops/schema/fields";
import type { Permissions } from "@healthops/schema/permission";
import type { ScopeRule } from "@healthops/schema/scope";

/** The region that a record belongs to. Whoever moves it there takes it off the old region's devices. */
export const SITE_ID = reference({
  label: { en: "Region", tr: "Bölge" },
  required: true,
  to: "sites",
  merge: "arrival",
});

/** Columns of a desktop program's table that no field here stands for: kept, and given back. */
export const EXTRA = json<Readonly<Record<string, JsonValue>>>({
  label: { en: "Further columns", tr: "Diğer sütunlar" },
  help: {
    en: "What a desktop program keeps beside the known fields.",
    tr: "Masaüstü programının bilinen alanlar dışında sakladıkları.",
  },
  merge: "arrival",
});

/** Everybody of the region has the record; administrators have all. */
export const SITE_SCOPES: readonly ScopeRule<"siteId">[] = [{ kind: "site", field: "siteId" }];

/** The people of a region write its records; only administrators move one to another region. */
export const SITE_WRITES: Permissions<"siteId"> = {
  create: [{ site: "siteId" }],
  update: [{ site: "siteId" }],
};
