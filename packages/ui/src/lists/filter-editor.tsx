import { Button, Checkbox, NativeSelect, Stack, TextInput } from "@mantine/core";
import type { FieldValue } from "@healthops/schema/field";
import type { ListColumn } from "@healthops/schema/form";
import type { FieldFilter, Operator } from "@healthops/schema/list/list-query";
import type { FormEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { RecordPicker } from "../forms/record-picker.tsx";
import { momentOf, localInput, parseNumber } from "../forms/input-text.ts";
import { useLabel, useText } from "../i18n/language-provider.tsx";
import { offeredOperators } from "./filter-text.ts";

interface FilterEditorProps {
  readonly column: ListColumn;
  /** Null: a new one. */
  readonly filter: FieldFilter | null;
  onApply(filter: FieldFilter): void;
}

/** One condition on one field. Enter applies it. */
export function FilterEditor({ column, filter, onApply }: FilterEditorProps) {
  const texts = useText();
  const label = useLabel();
  const operators = offeredOperators(column.kind);
  const [op, setOp] = useState<Operator>(filter?.op ?? operators[0] ?? "eq");
  const [values, setValues] = useState<readonly FieldValue[]>(() => startingValues(filter));
  const ready = op === "isEmpty" || filled(op, values);
  const form = useRef<HTMLFormElement>(null);
  // What was pressed to come here is gone, and the focus with it; the value is what comes next.
  useEffect(() => {
    const inputs = form.current?.querySelectorAll<HTMLElement>("input, select") ?? [];
    (inputs[1] ?? inputs[0])?.focus();
  }, []);
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (!ready) return;
    const value = op === "in" || op === "between" ? values : (values[0] ?? null);
    onApply({ field: column.name, op, value: op === "isEmpty" ? value !== false : value });
  };
  return (
    <form ref={form} onSubmit={apply}>
      <Stack gap="xs">
        <NativeSelect
          size="xs"
          label={label(column.label)}
          value={op}
          data={operators.map((each) => ({ value: each, label: texts.list.operators[each] }))}
          onChange={(event) => {
            setOp(event.currentTarget.value as Operator);
            setValues([]);
          }}
        />
        <FilterValue column={column} op={op} values={values} onValues={setValues} />
        <Button size="xs" type="submit" disabled={!ready}>
          {texts.list.apply}
        </Button>
      </Stack>
    </form>
  );
}

interface FilterValueProps {
  readonly column: ListColumn;
  readonly op: Operator;
  readonly values: readonly FieldValue[];
  onValues(values: readonly FieldValue[]): void;
}

function FilterValue({ column, op, values, onValues }: FilterValueProps) {
  const texts = useText();
  const label = useLabel();
  const choices = column.choices?.map(({ value, label: of }) => ({ value, label: label(of) }));
  if (op === "isEmpty" || column.kind === "boolean") {
    return <YesNo {...{ op, values, onValues }} />;
  }
  if (choices !== undefined && op === "in") {
    return (
      <Checkbox.Group aria-label={texts.list.value} value={values.map(String)} onChange={onValues}>
        <Stack gap={6} className="ho-menu-tall">
          {choices.map((choice) => (
            <Checkbox key={choice.value} size="xs" value={choice.value} label={choice.label} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  }
  if (choices !== undefined) {
    return (
      <NativeSelect
        size="xs"
        aria-label={texts.list.value}
        value={String(values[0] ?? "")}
        data={[{ value: "", label: "" }, ...choices]}
        onChange={(event) => onValues([event.currentTarget.value])}
      />
    );
  }
  if (column.kind === "reference" && column.to !== null) {
    return (
      <RecordPicker
        size="xs"
        to={column.to}
        label={texts.list.value}
        value={typeof values[0] === "string" ? values[0] : null}
        onChange={(id) => onValues(id === null ? [] : [id])}
      />
    );
  }
  const ends = op === "between" ? [texts.list.from, texts.list.to] : [texts.list.value];
  return (
    <>
      {ends.map((name, at) => (
        <PlainValue
          key={name}
          kind={column.kind}
          label={name}
          value={values[at] ?? null}
          onValue={(value) =>
            onValues(ends.map((_, end) => (end === at ? value : (values[end] ?? null))))
          }
        />
      ))}
    </>
  );
}

/** Whether something is so: empty or not, yes or no. */
function YesNo({ op, values, onValues }: Omit<FilterValueProps, "column">) {
  const texts = useText();
  const words =
    op === "isEmpty"
      ? [texts.list.operators.isEmpty, texts.list.notEmpty]
      : [texts.common.yes, texts.common.no];
  return (
    <NativeSelect
      size="xs"
      aria-label={texts.list.value}
      value={values[0] === false ? "no" : values[0] === true ? "yes" : ""}
      data={[
        ...(op === "isEmpty" ? [] : [{ value: "", label: "" }]),
        { value: "yes", label: words[0] ?? "" },
        { value: "no", label: words[1] ?? "" },
      ]}
      onChange={(event) => onValues([event.currentTarget.value === "yes"])}
    />
  );
}

interface PlainValueProps {
  readonly kind: ListColumn["kind"];
  readonly label: string;
  readonly value: FieldValue;
  onValue(value: FieldValue): void;
}

function PlainValue({ kind, label, value, onValue }: PlainValueProps) {
  const [typed, setTyped] = useState(() =>
    kind === "instant" && typeof value === "string" ? localInput(value) : String(value ?? ""),
  );
  const numeric = kind === "integer" || kind === "number";
  return (
    <TextInput
      size="xs"
      label={label}
      type={kind === "date" ? "date" : kind === "instant" ? "datetime-local" : "text"}
      {...(numeric ? { inputMode: "decimal" } : {})}
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        onValue(numeric ? parseNumber(text) : kind === "instant" ? momentOf(text) : text || null);
      }}
    />
  );
}

function startingValues(filter: FieldFilter | null): readonly FieldValue[] {
  if (filter === null) return [];
  return Array.isArray(filter.value) ? (filter.value as readonly FieldValue[]) : [filter.value];
}

function filled(op: Operator, values: readonly FieldValue[]): boolean {
  if (op === "in") return values.length > 0;
  const needed = op === "between" ? 2 : 1;
  return values.length >= needed && values.every((value) => value !== null && value !== "");
}
