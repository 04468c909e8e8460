import type { FieldFault } from "@healthops/base/problem";
import type { Follower } from "@healthops/hub/engine/followers";
import type { HubRule, RuleContext } from "@healthops/hub/engine/rules";
import type { Label } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { BatchMemory } from "./batch-memory.ts";

/**
 * A record is where the one that it belongs to is. Moving the parent moves it along (`followers`);
 * this keeps anybody else from writing it elsewhere, such as a device that has not heard of the move.
 */
export function staysWith(follower: Follower, column: string, label: Label): HubRule {
  const places = new BatchMemory<string | null>();
  const { parent, child, reference, field } = follower;
  const parentOf = (content: Content) => String(content[reference]);
  return {
    collections: [child],
    check(context, changed) {
      const children = changed.filter(({ deleted }) => !deleted);
      const pending = new Map(
        children.map(({ after }) => [
          parentOf(after),
          context.pendingRecord(parent, parentOf(after))?.after[field],
        ]),
      );
      const stored = [...pending].flatMap(([id, value]) => (value === undefined ? [id] : []));
      const faultsWith = (known: ReadonlyMap<string, string | null>): FieldFault[] =>
        children
          .filter(({ after }) => {
            const place = pending.get(parentOf(after)) ?? known.get(parentOf(after));
            return place !== undefined && place !== null && place !== after[field];
          })
          .map(() => ruleFault(field, label));
      const known = places.get(context, stored, (ids) => read(context, parent, column, ids));
      return known instanceof Promise ? known.then(faultsWith) : faultsWith(known);
    },
  };
}

/** Locked until the commit, so that nobody moves a parent away meanwhile. */
async function read(
  { connection }: RuleContext,
  parent: string,
  column: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await connection.query<{ id: string; place: string | null }>({
    name: `place_of_${parent}`,
    text: `select id, ${column} as place from data.${parent}
      where id = any($1::uuid[]) order by id for share`,
    values: [`{${ids.join(",")}}`],
  });
  return new Map(rows.map(({ id, place }) => [id, place]));
}
