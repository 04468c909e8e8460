import { collection } from "@healthops/schema/collection";
import { text } from "@healthops/schema/fields";
import { EXTRA, SITE_ID } from "../site-record.ts";

/**
 * A user that a region's desktop program keeps for itself. Kept and given back to it; nobody can sign
 * in here by it.
 */
export const desktopUsers = collection({
  name: "desktop_users",
  title: {
    one: { en: "Desktop user", tr: "Masaüstü kullanıcısı" },
    many: { en: "Desktop users", tr: "Masaüstü kullanıcıları" },
  },
  fields: {
    username: text({
      label: { en: "User name", tr: "Kullanıcı adı" },
      required: true,
      min: 1,
      max: 120,
      search: true,
    }),
    role: text({ label: { en: "Role", tr: "Rol" }, max: 60 }),
    siteId: SITE_ID,
    extra: EXTRA,
  },
  scopes: [{ kind: "managers", field: "siteId" }],
  permissions: {
    create: [{ role: "MANAGER", site: "siteId" }],
    update: [{ role: "MANAGER", site: "siteId" }],
  },
  indexes: [["siteId", "username"]],
  defaultSort: [["username", "asc"]],
  columns: ["username", "role", "siteId"],
  titleField: "username",
});
