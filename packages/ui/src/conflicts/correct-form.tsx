import type { GroupId } from "@healthops/replica/outbox/change";
import type { PendingChange } from "@healthops/replica/outbox/pending-groups";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { useRecord } from "../data/hooks.ts";
import { useCollection, useReplica } from "../data/replica-provider.tsx";
import { useText } from "../i18n/language-provider.tsx";
import { RecordForm } from "../forms/record-form.tsx";
import { LoadingState } from "../states/states.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { correctedFields } from "./corrected-fields.ts";

interface CorrectFormProps {
  readonly group: GroupId;
  readonly change: PendingChange;
  onDone(): void;
}

/** The refused change as a form, to be put right and sent again in its place. */
export function CorrectForm({ group, change, onDone }: CorrectFormProps) {
  const api = useReplica();
  const texts = useText();
  const announce = useAnnounce();
  const collection = useCollection(change.collection);
  const record = useRecord(change.collection, change.id);
  const isNew = change.op === "create";
  if (!isNew && record.state !== "ready") return <LoadingState />;
  const save = async (fields: Readonly<Record<string, unknown>>): Promise<string> => {
    const { id } = change;
    const { ids } = await api.correct(group, [
      isNew
        ? { op: "create", collection: collection.name, id, fields }
        : {
            op: "update",
            collection: collection.name,
            id,
            fields: correctedFields(collection, change.fields, fields),
          },
    ]);
    announce.done(texts.rejected.corrected);
    return ids[0] ?? id;
  };
  return (
    <RecordForm
      collection={collection}
      record={isNew || record.state !== "ready" ? null : record.value}
      given={setFields(collection, change)}
      draft={`group-${group}`}
      onCancel={onDone}
      onSaved={onDone}
      save={save}
    />
  );
}

/** What was entered; steps of counters and sets show in the record, on top of what the hub has. */
function setFields({ fields }: Collection, change: PendingChange): Content {
  return Object.fromEntries(
    Object.entries(change.fields).filter(
      ([name, value]) =>
        fields[name]?.kind === "json" ||
        typeof value !== "object" ||
        value === null ||
        Array.isArray(value),
    ),
  ) as Readonly<Record<string, FieldValue>>;
}
