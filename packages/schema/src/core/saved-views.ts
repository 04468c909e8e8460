import { collection } from "../collection.ts";
import type { JsonValue } from "../field.ts";
import { json, reference, text } from "../fields.ts";

/**
 * A way to look at a list that somebody gave a name: search, filters, order and columns. It follows
 * its owner to all their devices; with a site it is offered to everybody there. Views that clash are
 * not worth a person's decision: the later one stays.
 */
export const savedViews = collection({
  name: "saved_views",
  title: {
    one: { en: "Saved view", tr: "Kayıtlı görünüm" },
    many: { en: "Saved views", tr: "Kayıtlı görünümler" },
  },
  fields: {
    name: text({
      label: { en: "Name", tr: "Ad" },
      required: true,
      min: 1,
      max: 80,
      merge: "arrival",
    }),
    collection: text({
      label: { en: "List", tr: "Liste" },
      required: true,
      max: 60,
      fixed: true,
      sorted: "bytes",
    }),
    /** Read by screens with care: a newer version of the app may have written it. */
    view: json<JsonValue, true>({
      label: { en: "View", tr: "Görünüm" },
      required: true,
      max: 20_000,
      merge: "arrival",
    }),
    ownerId: reference({
      label: { en: "Owner", tr: "Sahibi" },
      to: "people",
      required: true,
      fixed: true,
    }),
    siteId: reference({
      label: { en: "Shared with site", tr: "Paylaşıldığı yer" },
      to: "sites",
      merge: "arrival",
    }),
  },
  scopes: [
    { kind: "user", field: "ownerId" },
    { kind: "site", field: "siteId" },
  ],
  permissions: {
    create: [{ own: "ownerId" }],
    update: [{ own: "ownerId" }, { role: "MANAGER", site: "siteId" }],
  },
  indexes: [["collection"], ["ownerId"], ["siteId"]],
  defaultSort: [["name", "asc"]],
});
