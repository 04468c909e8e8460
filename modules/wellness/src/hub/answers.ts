import { momentOfMicros } from "@healthops/hub/requests/moment";
import type { FieldValue } from "@healthops/schema/field";
import type { StoredRecord } from "@healthops/schema/record";
import type { Kind } from "./kinds.ts";
import { shownFields } from "./kinds.ts";
import type { Session } from "./session.ts";
import type { ClientId } from "./shapes.ts";
import { userNameOf } from "./user-names.ts";

/** A record as older clients know it. */
export type ClientRecord = Readonly<Record<string, FieldValue>>;

interface Shown {
  readonly record: Pick<StoredRecord, "id" | "version" | "updatedAt_us" | "content">;
  readonly deleted: boolean;
}

/**
 * Records in the clients' own shape, under the clients' ids. Only a deleted one says so, because most
 * clients know no such field. `sentIds`: by which id the client asked for a record just now.
 */
export async function clientRecords(
  session: Session,
  kind: Kind,
  records: readonly Shown[],
  sentIds: ReadonlyMap<string, ClientId> = new Map(),
): Promise<readonly ClientRecord[]> {
  const entry = session.hub.engine.catalog.named(kind.collection.name);
  const unnamed = records.map(({ record }) => record.id).filter((id) => !sentIds.has(id));
  const ids = unnamed.length === 0 ? sentIds : await session.ids.clientIds(entry, unnamed);
  const user = kind.namesUser ? { user: await userNameOf(session) } : {};
  return records.map(({ record, deleted }) => ({
    id: sentIds.get(record.id) ?? ids.get(record.id) ?? record.id,
    ...user,
    ...shownFields(kind, record.content),
    updated_at: momentOfMicros(record.updatedAt_us),
    version: record.version,
    ...(deleted ? { deleted } : {}),
  }));
}
