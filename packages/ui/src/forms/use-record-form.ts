import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { FormField } from "@healthops/schema/form";
import { formOf } from "@healthops/schema/form";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { useMemo, useState } from "react";
import { useFormats, useText } from "../i18n/language-provider.tsx";
import { draftName } from "./drafts.ts";
import { faultText } from "./fault-text.ts";
import { entriesOf, faultsOf, startingValues, withComputed, withEntries } from "./form-state.ts";
import { useDraft } from "./use-draft.ts";

export interface RecordFormState {
  readonly fields: readonly FormField[];
  readonly values: Content;
  /** By field name, in words; the record's own under the empty name. */
  readonly faults: ReadonlyMap<string, string>;
  /** Whether the fault of a field shows: not before the person was there, or tried to save. */
  shows(name: string): boolean;
  readonly dirty: boolean;
  readonly draftRestored: boolean;
  /** The record as it was when the form opened. */
  readonly seen: StoredRecord | null;
  /** `fault`: what stands in the input is no value at all, and why. */
  set(name: string, value: FieldValue, fault: string | null): void;
  leave(name: string): void;
  showAll(): void;
  /** Back to how the form began. */
  reset(): void;
  /** Forgets the draft: what was entered is saved. */
  saved(): void;
}

interface Entered {
  readonly values: Content;
  /** What stands in inputs and is no value. */
  readonly unread: Readonly<Record<string, string>>;
}

/** What a form holds while somebody fills it: values, faults, what to show of them, and the draft. */
export function useRecordForm(
  collection: Collection,
  record: StoredRecord | null,
  given: Content,
  ownName?: string,
): RecordFormState {
  // Later versions of the record do not move the ground under the person's feet.
  const [seen] = useState(record);
  const [begun] = useState(() => startingValues(collection, record, given));
  const [draftRestored, setDraftRestored] = useState(false);
  const [now, setNow] = useState<Entered>({ values: begun, unread: {} });
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const draft = useDraft(draftName(collection.name, ownName ?? record?.id ?? null), (entered) => {
    const restored = withEntries(collection, begun, entered);
    if (Object.keys(entriesOf(collection, begun, restored)).length === 0) return;
    // Whatever was typed in the moment before stays.
    const typed = entriesOf(collection, begun, now.values);
    setNow({ values: withEntries(collection, restored, typed), unread: now.unread });
    setDraftRestored(true);
  });
  const fields = useMemo(
    () => formOf(collection, seen === null ? "create" : "edit"),
    [collection, seen],
  );

  const faults = useFaults(collection, fields, seen === null, now);
  const put = (next: Entered): void => {
    setNow(next);
    draft.keep(entriesOf(collection, begun, next.values));
  };
  return {
    fields,
    values: now.values,
    faults,
    shows: (name) => all || touched.has(name),
    dirty: JSON.stringify(now.values) !== JSON.stringify(begun),
    draftRestored,
    seen,
    set: (name, value, fault) => {
      const { [name]: _, ...rest } = now.unread;
      const unread = fault === null ? rest : { ...rest, [name]: fault };
      put({ values: withComputed(collection, { ...now.values, [name]: value }), unread });
      // A value at its end is judged as it is typed; an empty one only when the person leaves.
      if (value !== null || fault !== null) setTouched((before) => new Set(before).add(name));
    },
    leave: (name) => setTouched((before) => new Set(before).add(name)),
    showAll: () => setAll(true),
    reset: () => {
      void draft.drop();
      setNow({ values: begun, unread: {} });
      setTouched(new Set());
      setAll(false);
      setDraftRestored(false);
    },
    saved: () => void draft.drop(),
  };
}

/** Everything that is wrong with what is entered, in words, by field. */
function useFaults(
  collection: Collection,
  fields: readonly FormField[],
  isNew: boolean,
  { values, unread }: Entered,
): ReadonlyMap<string, string> {
  const texts = useText();
  const formats = useFormats();
  return useMemo(() => {
    const found = new Map<string, string>();
    for (const fault of faultsOf(collection, isNew, values)) {
      const field = fields.find(({ name }) => name === fault.field);
      const value = values[fault.field] ?? null;
      const text =
        field === undefined
          ? (fault.label?.[formats.language] ?? fault.message)
          : faultText(field, value, fault, texts, formats);
      found.set(field === undefined ? "" : fault.field, text);
    }
    for (const [name, fault] of Object.entries(unread)) found.set(name, fault);
    return found;
  }, [collection, fields, formats, isNew, texts, unread, values]);
}
