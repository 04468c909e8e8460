import { useTitle } from "@healthops/ui/data/hooks";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import type { AuditEntry } from "@healthops/protocol/wire/admin";
import { nameIn } from "./audit-entry.ts";

/** The record's name: as this device has it, else as the change says, else the start of its id. */
export function RecordName({ entry }: { readonly entry: AuditEntry }) {
  const title = useTitle(entry.collection, entry.recordId);
  const collection = useSchema().collections.get(entry.collection);
  if (typeof title === "string") return <>{title}</>;
  return <>{nameIn(entry, collection) ?? entry.recordId.slice(-8)}</>;
}
