import { Button, Group } from "@mantine/core";
import { IconFileOff, IconPencil, IconTrash } from "@tabler/icons-react";
import type { Collection } from "@healthops/schema/collection";
import type { Field } from "@healthops/schema/field";
import type { StoredRecord } from "@healthops/schema/record";
import type { ReactNode } from "react";
import { useState } from "react";
import { useRecord } from "../data/hooks.ts";
import { useFormats, useLabel, useText } from "../i18n/language-provider.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { RecordForm } from "../forms/record-form.tsx";
import { useBulk } from "../lists/use-bulk.ts";
import { useTask } from "../lists/use-task.ts";
import { useShortcut } from "../palette/shortcuts.tsx";
import { Page } from "../shell/page.tsx";
import { EmptyList } from "../states/empty-list.tsx";
import { ErrorState, LoadingState } from "../states/states.tsx";
import { RefusedNote } from "./refused-note.tsx";
import { RecordHistory } from "./record-history.tsx";
import { useRecordTitle } from "../data/record-title.ts";
import { ValueView } from "../values/value-view.tsx";

export interface RecordPageProps {
  readonly collection: Collection;
  readonly id: string;
  onBack(): void;
  /** Fields that do not show. */
  readonly hide?: readonly string[];
  /** Whether this person may change it; the replica refuses otherwise. Default: true. */
  readonly canChange?: boolean;
  /** Whether this person may delete it; the replica refuses otherwise. Default: true. */
  readonly canDelete?: boolean;
  /** Address of the refused changes, offered where the hub refused one of this record. */
  readonly refusedAt?: string;
  /** Below the fields: what belongs to the record. */
  readonly children?: ReactNode;
}

/** One record: its fields, and the way to edit or delete it. */
export function RecordPage(props: RecordPageProps) {
  const { collection, id, onBack, children } = props;
  const texts = useText();
  const label = useLabel();
  const titleFor = useRecordTitle();
  const record = useRecord(collection.name, id);
  const kind = label(collection.title.one);
  if (record.state !== "ready" || record.value === null) {
    return (
      <Page title={kind} onBack={onBack}>
        {record.state === "loading" ? (
          <LoadingState />
        ) : record.state === "failed" ? (
          <ErrorState error={record.error} />
        ) : (
          <EmptyList
            icon={<IconFileOff size={24} stroke={1.5} />}
            title={texts.record.notHereTitle}
            text={texts.record.notHereText}
          />
        )}
      </Page>
    );
  }
  const title = titleFor(collection, record.value.content) ?? texts.common.untitled;
  return (
    <Page title={title} onBack={onBack} actions={<Actions {...props} record={record.value} />}>
      <RefusedNote collection={collection.name} id={id} refusedAt={props.refusedAt} />
      <div className="ho-card">
        <Details collection={collection} record={record.value} hide={props.hide ?? []} />
      </div>
      {children}
      {record.value.version === 0 ? null : (
        <RecordHistory key={id} collection={collection} id={id} version={record.value.version} />
      )}
    </Page>
  );
}

function Actions(props: RecordPageProps & { readonly record: StoredRecord }) {
  const { collection, record, onBack, hide, canChange = true, canDelete = true } = props;
  const texts = useText();
  const label = useLabel();
  const bulk = useBulk(collection.name, useTask());
  const [editing, setEditing] = useState(false);
  useShortcut("e", texts.common.edit, () => setEditing(true), { enabled: canChange });
  const remove = (): void => {
    void bulk.remove([record.id]).then((done) => (done ? onBack() : undefined));
  };
  const close = (): void => setEditing(false);
  return (
    <Group gap="xs" wrap="nowrap">
      {canDelete ? (
        <Button variant="default" leftSection={<IconTrash size={16} />} onClick={remove}>
          {texts.common.delete}
        </Button>
      ) : null}
      {canChange ? (
        <Button
          aria-keyshortcuts="e"
          leftSection={<IconPencil size={16} />}
          onClick={() => setEditing(true)}
        >
          {texts.common.edit}
        </Button>
      ) : null}
      <FormDialog
        opened={editing}
        onClose={close}
        title={texts.form.editOf(label(collection.title.one))}
      >
        <RecordForm
          collection={collection}
          record={record}
          {...(hide === undefined ? {} : { hide })}
          onSaved={close}
          onCancel={close}
        />
      </FormDialog>
    </Group>
  );
}

interface DetailsProps {
  readonly collection: Collection;
  readonly record: StoredRecord;
  readonly hide: readonly string[];
}

function Details({ collection, record, hide }: DetailsProps) {
  const texts = useText();
  const formats = useFormats();
  const label = useLabel();
  const shown = Object.entries(collection.fields).filter(([name]) => !hide.includes(name));
  return (
    <>
      <dl className="ho-details">
        {shown.map(([name, field]) => (
          <div key={name} data-wide={isLong(field) ? "" : undefined}>
            <dt>{label(field.label)}</dt>
            <dd className="ho-number">
              {record.content[name] === null ? (
                <span className="ho-details-none">–</span>
              ) : (
                <ValueView field={field} value={record.content[name]} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="ho-details-foot ho-number">
        {record.version === 0
          ? texts.record.notAtHub
          : `${texts.record.updatedAt} ${formats.moment(record.updatedAt_us / 1000)} · ${texts.record.version} ${record.version}`}
      </p>
    </>
  );
}

function isLong(field: Field): boolean {
  return field.multiline === true || field.kind === "json";
}
