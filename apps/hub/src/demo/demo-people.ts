import { derivedId } from "@healthops/base/ids";
import type { DemoPerson as Person } from "@healthops/schema/demo";
import type { Role } from "@healthops/schema/person";

/** Ids that are the same in every demo, so that an interrupted creation goes on where it stopped. */
export function demoId(...key: readonly string[]): string {
  return derivedId("demo", ...key);
}

export interface DemoSite {
  readonly key: string;
  readonly name: string;
  readonly kind: "region" | "factory" | "clinic" | "pharmacy";
}

export const DEMO_SITES: readonly DemoSite[] = [
  { key: "ankara", name: "Ankara", kind: "region" },
  { key: "istanbul", name: "Istanbul", kind: "region" },
  { key: "bursa", name: "Bursa", kind: "region" },
  { key: "izmir", name: "İzmir", kind: "region" },
];

export interface DemoPerson {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly duties: readonly string[];
  /** Key of their site; administrators have none. */
  readonly site: string | null;
  /** Keys of further sites. */
  readonly alsoAt: readonly string[];
}

/** Everybody of the demo: made-up names, one of each role and of each duty. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person("admin", "Deniz Aksoy", "ADMIN", null),
  person("ankara1", "Elif Yılmaz", "USER", "ankara", { duty: "clerk" }),
  person("istanbul1", "Mert Kaya", "USER", "istanbul", { duty: "clerk" }),
  person("bursa1", "Zeynep Demir", "USER", "bursa", { duty: "clerk" }),
  person("izmir1", "Can Öztürk", "USER", "izmir", { duty: "clerk" }),
  person("ankara-manager", "Selin Arslan", "MANAGER", "ankara"),
  person("istanbul-manager", "Emre Şahin", "MANAGER", "istanbul"),
  person("bursa-manager", "Ayşe Çelik", "MANAGER", "bursa"),
  person("izmir-manager", "Burak Koç", "MANAGER", "izmir"),
  person("receptionist", "Derya Polat", "USER", "istanbul", { duty: "receptionist" }),
  person("doctor", "Kerem Aydın", "USER", "ankara", {
    duty: "doctor",
    alsoAt: ["istanbul"],
  }),
  person("pharmacist", "Nazlı Güneş", "USER", "bursa", { duty: "pharmacist" }),
  person("lab", "Tolga Erdem", "USER", "izmir", { duty: "lab" }),
  person("patient", "İpek Tunç", "USER", "istanbul", { duty: "patient" }),
];

/** The person as the modules' demos know them. */
export function demoFacts(person: DemoPerson): Person {
  return {
    username: person.username,
    personId: demoId("person", person.username),
    role: person.role,
    duties: person.duties,
    siteId: person.site === null ? null : demoId("site", person.site),
    siteIds: person.alsoAt.map((key) => demoId("site", key)),
  };
}

function person(
  username: string,
  displayName: string,
  role: Role,
  site: string | null,
  more: {
    readonly duty?: string;
    readonly alsoAt?: readonly string[];
  } = {},
): DemoPerson {
  const duties = more.duty === undefined ? [] : [more.duty];
  return {
    username,
    displayName,
    role,
    duties,
    site,
    alsoAt: more.alsoAt ?? [],
  };
}
