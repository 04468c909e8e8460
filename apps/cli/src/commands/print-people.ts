import type { Hub } from "@healthops/hub/hub";
import type { PersonSummary } from "@healthops/hub/people/person-admin";
import { printText } from "../output/print.ts";
import { tableText } from "../output/table.ts";
import { siteNames } from "./find-site.ts";

/** The people of a hub as a table. */
export async function printPeople(hub: Hub, people: readonly PersonSummary[]): Promise<void> {
  const sites = await siteNames(hub);
  const rows = people.map((person) => [
    person.username,
    person.displayName,
    person.role,
    person.duties.join(", "),
    [person.siteId ?? [], ...person.siteIds]
      .flat()
      .map((id) => sites.get(id) ?? id)
      .join(", "),
    person.disabled ? "disabled" : person.hasPassword ? "active" : "no password",
    String(person.sessions),
  ]);
  printText(
    tableText(
      [
        { title: "user name" },
        { title: "name" },
        { title: "role" },
        { title: "duties" },
        { title: "sites" },
        { title: "state" },
        { title: "sessions", align: "right" },
      ],
      rows,
    ),
  );
}
