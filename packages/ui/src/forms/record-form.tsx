import { Alert, Button, Group } from "@mantine/core";
import type { Problem } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import type { Content, StoredRecord } from "@healthops/schema/record";
import type { FormEvent, KeyboardEvent } from "react";
import { useRef, useState } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import { useText } from "../i18n/language-provider.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { FieldInput } from "./field-input.tsx";
import { changes, entered } from "./form-state.ts";
import { isKeyTaken, KeyTakenNote } from "./key-taken-note.tsx";
import type { RecordFormState } from "./use-record-form.ts";
import { useRecordForm } from "./use-record-form.ts";

export interface RecordFormProps {
  readonly collection: Collection;
  /** The record to edit; null for a new one. Later versions of it may be given while it is edited. */
  readonly record: StoredRecord | null;
  /** Values that a new record begins with. */
  readonly given?: Content;
  /** Names the draft, where the record's id would not do: a form for something else about it. */
  readonly draft?: string;
  /** Fields that do not show: they keep what they have or are given. */
  readonly hide?: readonly string[];
  /** After saving: the record's id. */
  onSaved(id: string): void;
  onCancel(): void;
  /** Saves in another way than by a change of its own; the id of the record. */
  save?(fields: Readonly<Record<string, unknown>>): Promise<string>;
}

/** Whether Esc only closes the choices that an input has opened. */
function closesList({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.getAttribute("aria-expanded") === "true";
}

interface NotesProps {
  readonly form: RecordFormState;
  readonly record: StoredRecord | null;
}

const NOTHING: Content = {};

/**
 * A form for any collection. It judges while one types, keeps a draft on this device, saves by
 * Ctrl+Enter and is left by Esc, with the draft waiting.
 */
export function RecordForm(props: RecordFormProps) {
  const { collection, record, given = NOTHING, hide = [], onCancel } = props;
  const texts = useText();
  const form = useRecordForm(collection, record, given, props.draft);
  const { busy, submit, element, taken } = useSubmit(props, form);
  const shown = form.fields.filter(({ name }) => !hide.includes(name));
  const visible = shown.filter(({ name }) => form.shows(name) && form.faults.has(name));
  const whole = form.faults.get("");
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && !closesList(event)) onCancel();
  };
  return (
    <form
      ref={element}
      className="ho-form"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <FormNotes form={form} record={record} />
      {shown.map((field, at) => (
        <FieldInput
          key={`${field.name} ${form.draftRestored}`}
          field={field}
          value={form.values[field.name] ?? null}
          fault={form.shows(field.name) ? (form.faults.get(field.name) ?? null) : null}
          autoFocus={at === 0}
          onChange={(value, fault) => form.set(field.name, value, fault)}
          onLeave={() => form.leave(field.name)}
        />
      ))}
      {whole !== undefined && form.dirty ? (
        <Alert color="red" p="xs" className="ho-form-wide" role="alert">
          {whole}
        </Alert>
      ) : null}
      {taken === null ? null : <KeyTakenNote problem={taken} />}
      <footer className="ho-form-foot">
        <span className="ho-form-said" role="status">
          {visible.length > 0 ? texts.form.faults(visible.length) : ""}
        </span>
        <kbd className="ho-kbd">{texts.form.saveKeys}</kbd>
        <Button variant="default" onClick={onCancel}>
          {texts.common.cancel}
        </Button>
        <Button type="submit" loading={busy}>
          {texts.common.save}
        </Button>
      </footer>
    </form>
  );
}

/** What happened around the form: a draft came back, somebody else saved. */
function FormNotes({ form, record }: NotesProps) {
  const texts = useText();
  return (
    <>
      {form.draftRestored ? (
        <Alert color="petrol" p="xs" className="ho-form-wide">
          <Group justify="space-between">
            <span>{texts.form.draftRestored}</span>
            <Button size="compact-sm" variant="default" onClick={form.reset}>
              {texts.form.draftDiscard}
            </Button>
          </Group>
        </Alert>
      ) : null}
      {record !== null && form.seen !== null && record.version > form.seen.version ? (
        <Alert color="yellow" p="xs" className="ho-form-wide" role="status">
          {texts.form.changedMeanwhile}
        </Alert>
      ) : null}
    </>
  );
}

/** Saves, or shows what is wrong and goes to the first of it. */
function useSubmit(props: RecordFormProps, form: RecordFormState) {
  const { collection, onSaved, save } = props;
  const api = useReplica();
  const texts = useText();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [taken, setTaken] = useState<Problem | null>(null);
  const element = useRef<HTMLFormElement>(null);

  async function store(): Promise<string | null> {
    const { seen, values } = form;
    const fields =
      seen === null ? entered(collection, values) : changes(collection, seen.content, values);
    if (save !== undefined) return save(fields);
    if (seen === null) {
      const { ids } = await api.mutate([{ op: "create", collection: collection.name, fields }]);
      return ids[0] ?? null;
    }
    if (Object.keys(fields).length > 0) {
      const { id, version: base } = seen;
      await api.mutate([{ op: "update", collection: collection.name, id, fields, base }]);
    }
    return seen.id;
  }

  const submit = (): void => {
    if (busy) return;
    form.showAll();
    if (form.faults.size > 0) {
      // After the faults show, for then the inputs know that they are wrong.
      requestAnimationFrame(() =>
        element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
      );
      return;
    }
    setBusy(true);
    setTaken(null);
    store()
      .then((id) => {
        form.saved();
        announce.done(texts.form.saved);
        if (id !== null) onSaved(id);
        return null;
      })
      .catch((error: unknown) => (isKeyTaken(error) ? setTaken(error) : announce.failed(error)))
      .finally(() => setBusy(false));
  };
  return { busy, submit, element, taken };
}
