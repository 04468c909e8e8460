import { conflicts } from "@healthops/schema/core/conflicts";
import { aboutRefusal } from "@healthops/schema/permission";
import type { StoredRecord } from "@healthops/schema/record";
import { useRecord } from "../data/hooks.ts";
import { useIdentity } from "../data/identity.tsx";
import { useSchema } from "../data/replica-provider.tsx";
import { valueOr } from "../data/watched.ts";

/**
 * Whether this person decides on a conflict: only who may change the record that it is about [PSH9]. Of a
 * record that is not on this device, such as a deleted one, only the hub can say, when it is asked.
 */
export function useMayDecide({ id, content }: StoredRecord): boolean {
  const identity = useIdentity();
  const name = String(content["collection"]);
  const about = useSchema().collections.get(name);
  const record = valueOr(useRecord(name, String(content["recordId"])), null);
  if (about === undefined || record === null) return true;
  const subject = { collection: about, id: record.id, content: record.content };
  return aboutRefusal(conflicts, identity, id, subject) === null;
}
