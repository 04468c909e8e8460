import { collection } from "@healthops/schema/collection";
import type { JsonValue } from "@healthops/schema/field";
import { json, reference } from "@healthops/schema/fields";
import { OWN_ONLY } from "../personal.ts";

/** Data that older fitness clients keep with us without saying what it means. */
export const genericRecords = collection({
  name: "generic_records",
  title: {
    one: { en: "Client's record", tr: "İstemci kaydı" },
    many: { en: "Clients' records", tr: "İstemci kayıtları" },
  },
  fields: {
    data: json<JsonValue>({ label: { en: "Data", tr: "Veri" }, max: 100_000 }),
    personId: reference({
      label: { en: "Person", tr: "Kişi" },
      required: true,
      to: "people",
      fixed: true,
    }),
  },
  scopes: [{ kind: "user", field: "personId" }],
  permissions: OWN_ONLY,
  indexes: [],
  columns: ["data"],
});
