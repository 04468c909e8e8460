import { Problem } from "@healthops/base/problem";
import type { Hub } from "@healthops/hub/hub";
import { DEMO_PASSWORD } from "@healthops/hub/people/password-rules";
import { setPassword } from "@healthops/hub/people/person-admin";
import type { PersonFacts } from "@healthops/schema/person";
import { dayOf } from "./days.ts";
import { diaryOf } from "./demo-diaries.ts";
import { demoNotices } from "./demo-notices.ts";
import { DEMO_PEOPLE, DEMO_SITES, demoFacts, demoId } from "./demo-people.ts";
import type { DemoExtent, DemoSize } from "./demo-size.ts";
import { DEMO_EXTENTS } from "./demo-size.ts";
import { hasNobody, readDemoState, withDemoLock, writeDemoState } from "./demo-state.ts";
import { workforceCalendar, workforceEntries, workforcePeriods } from "./demo-workforce.ts";
import type { NewRecord } from "./submit-all.ts";
import { hubActor, submitAll } from "./submit-all.ts";

/** `not_empty`: the database has people of its own, so it was left alone. */
export type DemoOutcome = "created" | "present" | "not_empty";

export interface DemoOptions {
  /** Default: full. A demo that was begun is finished in its own size. */
  readonly size?: DemoSize;
  readonly onProgress?: (what: string, done: number) => void;
  readonly signal?: AbortSignal;
}

/** What one author creates, in that order; null is the hub itself. */
interface Part {
  readonly author: PersonFacts | null;
  readonly groups: readonly (readonly NewRecord[])[];
}

/**
 * Makes the demo organisation in a database that has nobody yet: sites, people of each role, notices,
 * diaries and timesheets, all through the engine, by the people themselves. A creation that was
 * interrupted goes on; a finished one is left as it is. Problem `start_cancelled` when aborted.
 */
export async function createDemo(hub: Hub, options: DemoOptions): Promise<DemoOutcome> {
  return await withDemoLock(hub, async () => {
    const known = await readDemoState(hub);
    if (known?.state === "created") return "present";
    if (known === null && !(await hasNobody(hub))) return "not_empty";
    const day = known?.day ?? dayOf(hub.ports.clock.now());
    const size = known === null ? (options.size ?? "full") : (known.size ?? "full");
    await writeDemoState(hub, { state: "creating", day, size });
    const [organisation, ...rest] = partsOf(day, DEMO_EXTENTS[size]);
    const progress = progressOf([organisation, ...rest], options);
    await submitPart(hub, organisation, progress);
    const passwords = givePasswords(hub);
    try {
      for (const part of rest) await submitPart(hub, part, progress);
    } finally {
      // Never closed under their feet.
      await passwords;
    }
    await writeDemoState(hub, { state: "created", day, size });
    return "created";
  });
}

function partsOf(day: string, extent: DemoExtent): readonly [Part, ...Part[]] {
  const sites = DEMO_SITES.map(({ key, name, kind }): NewRecord => ({
    collection: "sites",
    id: demoId("site", key),
    fields: { name, kind },
  }));
  const people = DEMO_PEOPLE.map((person): NewRecord => {
    const { username, displayName, role, duties } = person;
    const { personId, siteId, siteIds = [] } = demoFacts(person);
    return {
      collection: "people",
      id: personId,
      fields: { username, displayName, role, duties, siteId, siteIds },
    };
  });
  const notices = DEMO_PEOPLE.filter(({ role }) => role !== "USER").map((person): Part => ({
    author: demoFacts(person),
    groups: [demoNotices(person.site, day, extent)],
  }));
  const diaries = DEMO_PEOPLE.filter(({ diary }) => diary).map((person): Part => ({
    author: demoFacts(person),
    groups: diaryOf(person, day, extent.diaryDays),
  }));
  const timesheets = DEMO_PEOPLE.filter(({ clerk }) => clerk).map((person): Part => ({
    author: demoFacts(person),
    groups: person.site === null ? [] : workforceEntries(person.site, day, extent),
  }));
  return [
    { author: null, groups: [sites, people, workforceCalendar(day)] },
    ...notices,
    ...diaries,
    ...timesheets,
    { author: null, groups: workforcePeriods(day, extent) },
  ];
}

async function submitPart(hub: Hub, part: Part, progress: (count: number) => void): Promise<void> {
  const siteIds = DEMO_SITES.map(({ key }) => demoId("site", key));
  await submitAll(hub, hubActor(hub.schema.duties, part.author, siteIds), part.groups, progress);
}

async function givePasswords(hub: Hub): Promise<void> {
  const parts = { db: hub.pool, engine: hub.engine, ports: hub.ports };
  await Promise.all(
    DEMO_PEOPLE.map((person) => setPassword(parts, demoFacts(person).personId, DEMO_PASSWORD)),
  );
}

function progressOf(parts: readonly Part[], options: DemoOptions): (count: number) => void {
  const total = parts.reduce((sum, { groups }) => sum + groups.length, 0);
  let made = 0;
  return (count) => {
    made += count;
    options.onProgress?.("Creating the demo organisation", made / total);
    if (options.signal?.aborted !== true) return;
    throw new Problem({ code: "start_cancelled", message: "The start was stopped." });
  };
}
