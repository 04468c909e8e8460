import { Problem } from "@healthops/base/problem";
import type { Hub } from "@healthops/hub/hub";
import type { HubActor } from "@healthops/hub/hub-actor";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { Group, Mutation } from "@healthops/protocol/wire/push";
import type { DemoRecord } from "@healthops/schema/demo";
import type { Duties } from "@healthops/schema/duty";
import type { PersonFacts } from "@healthops/schema/person";
import { scopesHeldBy, whoActs } from "@healthops/schema/person";

/** Groups in one transaction: enough to be fast, little enough to show progress. */
const CHUNK = 200;

/** Somebody of the demo as the engine takes them; null stands for the hub itself. */
export function hubActor(
  duties: Duties,
  person: PersonFacts | null,
  siteIds: readonly string[],
): HubActor {
  if (person === null) return SYSTEM_ACTOR;
  const actor = whoActs(duties, person);
  const scopes = new Set(scopesHeldBy(duties, actor, siteIds));
  return { ...actor, scopes, replicaId: null, system: false };
}

/** Creates groups of records through the engine, as one person, like any other change [ORD2]. */
export async function submitAll(
  hub: Hub,
  actor: HubActor,
  groups: readonly (readonly DemoRecord[])[],
  onGroups: (groups: number) => void,
): Promise<void> {
  for (let start = 0; start < groups.length; start += CHUNK) {
    const chunk = groups.slice(start, start + CHUNK);
    const filled = chunk.filter((group) => group.length > 0);
    const receipts = await hub.engine.submit({
      actor,
      replica: null,
      groups: filled.map((records, index): Group => ({
        seq: index + 1,
        deviceTime_ms: hub.ports.clock.now(),
        mutations: records.map(creation),
      })),
    });
    for (const answer of receipts.flatMap(({ mutations }) => mutations)) {
      if (answer.status === "rejected") throw refused(answer.code, answer.message);
    }
    onGroups(chunk.length);
  }
}

function creation({ collection, id, fields }: DemoRecord): Mutation {
  return { collection, id, op: "create", base: 0, fields: { ...fields } };
}

function refused(code: string, message: string): Problem {
  return new Problem({
    code: "demo_refused",
    status: 500,
    message: `The demo could not be created: ${message} (${code})`,
  });
}
