import type { DemoPart, DemoRecord, DemoSetting, ModuleDemo } from "@healthops/schema/demo";
import { DEMO_NOTICES } from "./demo/demo-notices.ts";
import { notices } from "./schema.ts";

/** As the first notice says how much there is. */
const SPANS = { full: "a year", small: "two months" };

/** The board of the demo organisation: administrators write what is for everybody, managers for their sites. */
export const noticesDemo: ModuleDemo = (setting) =>
  setting.people
    .filter(({ role }) => role !== "USER")
    .map((author): DemoPart => ({ author, groups: [board(setting, author.siteId)] }));

function board(setting: DemoSetting, siteId: string | null): readonly DemoRecord[] {
  const { sites, size } = setting;
  const site = sites.find(({ id }) => id === siteId)?.key ?? null;
  return DEMO_NOTICES.filter((notice) => notice.site === site).map((notice) => ({
    collection: notices.name,
    id: setting.idOf("notice", notice.title),
    fields: {
      title: notice.title,
      body: notice.body.replace("{span}", SPANS[size]),
      siteId,
      important: notice.important ?? false,
      expiresOn: notice.days === null ? null : setting.dayIn(notice.days),
    },
  }));
}
