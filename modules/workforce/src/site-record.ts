import type { JsonValue } from "@healthops/schema/field";
import { json, reference } from "@healthops/schema/fields";
import type { Grant, Permissions } from "@healthops/schema/permission";
import type { ScopeRule } from "@healthops/schema/scope";
import { CLERK } from "./duties.ts";

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

/** The region's office has the record, and its managers; administrators have all. Others do not need it. */
export const OFFICE_SCOPES: readonly ScopeRule<"siteId">[] = [
  { kind: "duty", duty: CLERK.name, field: "siteId" },
];

/** The office of the record's region, and its managers. */
export const OFFICE: readonly Grant<"siteId">[] = [
  { duty: CLERK.name, site: "siteId" },
  { role: "MANAGER", site: "siteId" },
];

/** A region's office writes its records; only administrators move one to another region. */
export const OFFICE_WRITES: Permissions<"siteId"> = { create: OFFICE, update: OFFICE };

/** As `OFFICE_WRITES`, but only a manager deletes. */
export const MANAGERS_DELETE: Permissions<"siteId"> = {
  ...OFFICE_WRITES,
  delete: [{ role: "MANAGER", site: "siteId" }],
};
