import type { DemoPart, DemoSetting, ModuleDemo } from "@healthops/schema/demo";
import { demoDiary } from "./demo/demo-diary.ts";

const DAYS = { full: 365, small: 60 };

/** Who keeps a diary in the demo organisation. */
const KEEPERS = new Set(["admin", "ankara1", "istanbul1", "bursa1", "izmir1", "doctor", "patient"]);

/** Diaries, each written by who keeps it. */
export const wellnessDemo: ModuleDemo = (setting) =>
  setting.people
    .filter(({ username }) => KEEPERS.has(username))
    .map((author): DemoPart => ({ author, groups: diaryOf(setting, author) }));

function diaryOf(
  { sites, today, size }: DemoSetting,
  { personId, siteId }: DemoSetting["people"][number],
): DemoPart["groups"] {
  // Everybody's diary is another one, yet the same at every creation.
  const seed = Number.parseInt(personId.slice(0, 7), 16);
  // At one site people write Turkish, as its notices do.
  const language = sites.find(({ id }) => id === siteId)?.key === "izmir" ? "tr" : "en";
  return [
    ...demoDiary({ seed, person: { personId, siteId }, until: today, days: DAYS[size], language }),
  ];
}
