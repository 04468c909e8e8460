import { Button, Select, TextInput } from "@mantine/core";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { RecordPicker } from "@healthops/ui/forms/record-picker.tsx";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { IconX } from "@tabler/icons-react";
import type { AuditFilter } from "./audit-query.ts";
import { OPERATIONS, isFiltered } from "./audit-query.ts";
import { AUDIT_TEXT } from "./audit-text.ts";
import classes from "./audit.module.css";

const NOTHING = {
  person: null,
  collection: null,
  record: null,
  op: null,
  device: null,
  from: null,
  to: null,
} as const satisfies AuditFilter;

interface FilterProps {
  readonly filter: AuditFilter;
  onFilter(change: Partial<AuditFilter>): void;
}

/** What one looks for among the changes; each choice stands in the address. */
export function AuditFilters({ filter, onFilter }: FilterProps) {
  const texts = useTexts(AUDIT_TEXT);
  const kit = useText();
  const say = useLabel();
  const formats = useFormats();
  const kinds = [...useSchema().collections.values()]
    .map(({ name, title }) => ({ value: name, label: say(title.many) }))
    .toSorted((a, b) => formats.compare(a.label, b.label));
  return (
    <div className={classes["filters"]} role="search" aria-label={texts.changes}>
      <PersonAndPeriod filter={filter} onFilter={onFilter} />
      <Select
        size="xs"
        label={texts.kind}
        placeholder={texts.anyKind}
        data={kinds}
        value={filter.collection}
        onChange={(collection) => onFilter({ collection })}
        clearable
        searchable
      />
      <Select
        size="xs"
        label={texts.operation}
        placeholder={texts.anything}
        data={OPERATIONS.map((op) => ({ value: op, label: kit.operations[op] }))}
        value={filter.op}
        onChange={(op) => onFilter({ op })}
        clearable
      />
      {filter.record === null ? null : (
        <Only
          name={texts.onlyRecord}
          id={filter.record}
          remove={texts.removeRecord}
          onRemove={() => onFilter({ record: null })}
        />
      )}
      {filter.device === null ? null : (
        <Only
          name={texts.onlyDevice}
          id={filter.device}
          remove={texts.removeDevice}
          onRemove={() => onFilter({ device: null })}
        />
      )}
      {isFiltered(filter) ? (
        <Button size="compact-sm" variant="subtle" onClick={() => onFilter(NOTHING)}>
          {texts.clear}
        </Button>
      ) : null}
    </div>
  );
}

/** The part that all views of the audit have. */
export function PersonAndPeriod({
  filter,
  onFilter,
}: {
  readonly filter: Pick<AuditFilter, "person" | "from" | "to">;
  onFilter(change: Partial<AuditFilter>): void;
}) {
  const texts = useTexts(AUDIT_TEXT);
  return (
    <>
      <RecordPicker
        size="xs"
        to="people"
        withKeys
        label={texts.person}
        placeholder={texts.anybody}
        value={filter.person}
        onChange={(person) => onFilter({ person })}
      />
      <TextInput
        size="xs"
        type="date"
        label={texts.from}
        value={filter.from ?? ""}
        {...(filter.to === null ? {} : { max: filter.to })}
        onChange={({ currentTarget }) => onFilter({ from: currentTarget.value || null })}
      />
      <TextInput
        size="xs"
        type="date"
        label={texts.to}
        value={filter.to ?? ""}
        {...(filter.from === null ? {} : { min: filter.from })}
        onChange={({ currentTarget }) => onFilter({ to: currentTarget.value || null })}
      />
    </>
  );
}

interface OnlyProps {
  readonly name: string;
  readonly id: string;
  readonly remove: string;
  onRemove(): void;
}

function Only({ name, id, remove, onRemove }: OnlyProps) {
  return (
    <span className="ho-filter">
      <span className={classes["only"]}>
        {name} <code>{id.slice(-8)}</code>
      </span>
      <button type="button" aria-label={remove} onClick={onRemove}>
        <IconX size={13} aria-hidden />
      </button>
    </span>
  );
}
