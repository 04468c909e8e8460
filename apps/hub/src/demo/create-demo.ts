import { Problem } from "@healthops/base/problem";
import type { Hub } from "@healthops/hub/hub";
import { DEMO_PASSWORD } from "@healthops/hub/people/password-rules";
import { setPassword } from "@healthops/hub/people/person-admin";
import { DEMOS } from "@healthops/installed/demos";
import type { DemoPart, DemoRecord, DemoSize } from "@healthops/schema/demo";
import { addDays, dayOf } from "@healthops/base/days";
import { DEMO_PEOPLE, DEMO_SITES, demoFacts, demoId } from "./demo-people.ts";
import { hasNobody, readDemoState, withDemoLock, writeDemoState } from "./demo-state.ts";
import { hubActor, submitAll } from "./submit-all.ts";

/** `not_empty`: the database has people of its own, so it was left alone. */
export type DemoOutcome = "created" | "present" | "not_empty";

export interface DemoOptions {
  /** Default: full. A demo that was begun is finished in its own size. */
  readonly size?: DemoSize;
  readonly onProgress?: (what: string, done: number) => void;
  readonly signal?: AbortSignal;
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
    const [organisation, ...rest] = partsOf(day, size);
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

/** First the organisation, then what the modules have of it. */
function partsOf(today: string, size: DemoSize): readonly [DemoPart, ...DemoPart[]] {
  const people = DEMO_PEOPLE.map(demoFacts);
  const sites = DEMO_SITES.map(({ key }) => ({ id: demoId("site", key), key }));
  const dayIn = (days: number): string => addDays(today, days);
  const setting = { sites, people, today, dayIn, size, idOf: demoId };
  return [
    { author: null, groups: [siteRecords(), personRecords()] },
    ...DEMOS.flatMap((demo) => demo(setting)),
  ];
}

function siteRecords(): readonly DemoRecord[] {
  return DEMO_SITES.map(({ key, name, kind }) => ({
    collection: "sites",
    id: demoId("site", key),
    fields: { name, kind },
  }));
}

function personRecords(): readonly DemoRecord[] {
  return DEMO_PEOPLE.map((person) => {
    const { username, displayName, role, duties } = person;
    const { personId, siteId, siteIds = [] } = demoFacts(person);
    return {
      collection: "people",
      id: personId,
      fields: { username, displayName, role, duties, siteId, siteIds },
    };
  });
}

async function submitPart(
  hub: Hub,
  part: DemoPart,
  progress: (count: number) => void,
): Promise<void> {
  const siteIds = DEMO_SITES.map(({ key }) => demoId("site", key));
  await submitAll(hub, hubActor(hub.schema.duties, part.author, siteIds), part.groups, progress);
}

async function givePasswords(hub: Hub): Promise<void> {
  const parts = { db: hub.pool, engine: hub.engine, ports: hub.ports };
  await Promise.all(
    DEMO_PEOPLE.map((person) => setPassword(parts, demoFacts(person).personId, DEMO_PASSWORD)),
  );
}

function progressOf(parts: readonly DemoPart[], options: DemoOptions): (count: number) => void {
  const total = parts.reduce((sum, { groups }) => sum + groups.length, 0);
  let made = 0;
  return (count) => {
    made += count;
    options.onProgress?.("Creating the demo organisation", made / total);
    if (options.signal?.aborted !== true) return;
    throw new Problem({ code: "start_cancelled", message: "The start was stopped." });
  };
}
