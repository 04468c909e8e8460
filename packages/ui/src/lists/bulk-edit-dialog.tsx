import { Button, Group, Modal, NativeSelect, Stack, Text } from "@mantine/core";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { FormField } from "@healthops/schema/form";
import { formOf } from "@healthops/schema/form";
import type { StoredRecord } from "@healthops/schema/record";
import { validatorFor } from "@healthops/schema/validate";
import type { FormEvent } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useIdentity } from "../data/identity.tsx";
import { useReplica } from "../data/replica-provider.tsx";
import { faultText } from "../forms/fault-text.ts";
import { FieldInput } from "../forms/field-input.tsx";
import { useFormats, useLabel, useText, useTexts } from "../i18n/language-provider.tsx";
import { LoadingState } from "../states/states.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { LIST_TEXT } from "./list-text.ts";
import type { BulkEditPlan } from "./plan-bulk-edit.ts";
import { planBulkEdit } from "./plan-bulk-edit.ts";
import { readRecords } from "./read-records.ts";

interface BulkEditDialogProps {
  readonly collection: Collection;
  readonly ids: readonly string[];
  onClose(): void;
  onApply(plan: BulkEditPlan): void;
}

/** Sets one field of all chosen records; says before what that changes. */
export function BulkEditDialog({ collection, ids, onClose, onApply }: BulkEditDialogProps) {
  const kit = useText();
  const texts = useTexts(LIST_TEXT);
  const announce = useAnnounce();
  const api = useReplica();
  const [records, setRecords] = useState<readonly StoredRecord[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    readRecords(api, collection.name, ids, stop.signal).then(setRecords, (error: unknown) => {
      if (!stop.signal.aborted) announce.failed(error);
    });
    return () => stop.abort();
  }, [announce, api, collection, ids]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={<span style={{ fontWeight: 620 }}>{texts.bulkTitle(ids.length)}</span>}
      closeButtonProps={{ "aria-label": kit.common.close }}
    >
      {records === null ? (
        <LoadingState lines={3} />
      ) : (
        <BulkEditForm {...{ collection, records, onClose, onApply }} />
      )}
    </Modal>
  );
}

interface BulkEditFormProps extends Omit<BulkEditDialogProps, "ids"> {
  readonly records: readonly StoredRecord[];
}

function BulkEditForm({ collection, records, onClose, onApply }: BulkEditFormProps) {
  const kit = useText();
  const texts = useTexts(LIST_TEXT);
  const label = useLabel();
  const formats = useFormats();
  const actor = useIdentity();
  const fields = useMemo(() => editableFields(collection), [collection]);
  const [name, setName] = useState("");
  const [value, setValue] = useState<FieldValue>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const choice = useRef<HTMLSelectElement>(null);
  // The dialog opened before the records were read.
  useEffect(() => choice.current?.focus(), []);
  const field = fields.find((each) => each.name === name);
  const fault = useMemo(() => {
    if (field === undefined || unread !== null) return unread;
    const wrong = validatorFor(collection).patch({ [field.name]: value })[0];
    return wrong === undefined ? null : faultText(field, value, wrong, kit, formats);
  }, [collection, field, formats, kit, unread, value]);
  const plan = useMemo(
    () =>
      field === undefined || fault !== null
        ? null
        : planBulkEdit(collection, actor, records, field.name, value),
    [actor, collection, fault, field, records, value],
  );
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (plan !== null && plan.groups.length > 0) onApply(plan);
  };
  return (
    <form onSubmit={apply} noValidate>
      <Stack gap="sm">
        <NativeSelect
          ref={choice}
          label={texts.field}
          data-autofocus
          value={name}
          data={[
            { value: "", label: texts.chooseField },
            ...fields.map((each) => ({ value: each.name, label: label(each.label) })),
          ]}
          onChange={(event) => {
            const chosen = fields.find((each) => each.name === event.currentTarget.value);
            setName(chosen?.name ?? "");
            setValue(chosen?.kind === "boolean" ? false : (chosen?.default ?? null));
            setUnread(null);
          }}
        />
        {field === undefined ? null : (
          <FieldInput
            key={field.name}
            field={field}
            value={value}
            fault={value === null && unread === null ? null : fault}
            onChange={(next, wrong) => {
              setValue(next);
              setUnread(wrong);
            }}
            onLeave={() => undefined}
          />
        )}
        <PlanText plan={plan} />
        <Buttons count={plan?.groups.length ?? null} onClose={onClose} />
      </Stack>
    </form>
  );
}

function Buttons(props: { readonly count: number | null; onClose(): void }) {
  const kit = useText();
  const texts = useTexts(LIST_TEXT);
  const { count, onClose } = props;
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onClose}>
        {kit.common.cancel}
      </Button>
      <Button type="submit" disabled={count === null || count === 0}>
        {count === null ? texts.bulkEdit : texts.doChange(count)}
      </Button>
    </Group>
  );
}

function PlanText({ plan }: { readonly plan: BulkEditPlan | null }) {
  const texts = useTexts(LIST_TEXT);
  if (plan === null) return null;
  const lines = [
    texts.willChange(plan.groups.length),
    ...(plan.same === 0 ? [] : [texts.same(plan.same)]),
    ...(plan.mayNot === 0 ? [] : [texts.mayNot(plan.mayNot)]),
    ...(plan.faulty === 0 ? [] : [texts.faulty(plan.faulty)]),
  ];
  return (
    <Text size="sm" role="status">
      {lines.join(" ")}
    </Text>
  );
}

function editableFields(collection: Collection): readonly FormField[] {
  return formOf(collection, "edit").filter(({ readOnly, kind }) => !readOnly && kind !== "json");
}
