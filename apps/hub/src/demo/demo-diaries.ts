import { demoDiary } from "@healthops/wellness/demo/demo-diary";
import type { DemoPerson } from "./demo-people.ts";
import { demoFacts } from "./demo-people.ts";
import type { NewRecord } from "./submit-all.ts";

/** So many days of a person's diary, the last of them `today`: a group of records for each. */
export function diaryOf(
  person: DemoPerson,
  today: string,
  days: number,
): readonly (readonly NewRecord[])[] {
  const { personId, siteId } = demoFacts(person);
  // Everybody's diary is another one, yet the same at every creation.
  const seed = Number.parseInt(personId.slice(0, 7), 16);
  // At one site people write Turkish, as its notices do.
  const language = person.site === "izmir" ? "tr" : "en";
  return [...demoDiary({ seed, person: { personId, siteId }, until: today, days, language })];
}
