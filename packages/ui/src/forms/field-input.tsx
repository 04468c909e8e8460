import { Checkbox, MultiSelect, Select, TagsInput, TextInput, Textarea } from "@mantine/core";
import type { FieldValue } from "@healthops/schema/field";
import type { FormField } from "@healthops/schema/form";
import { useFormats, useLabel, useText } from "../i18n/language-provider.tsx";
import { ValueView } from "../values/value-view.tsx";
import type { FieldInputProps } from "./field-input-props.ts";
import { localInput, momentOf } from "./input-text.ts";
import { JsonInput } from "./json-input.tsx";
import { NumberField } from "./number-field.tsx";
import { RecordPicker } from "./record-picker.tsx";
import { RecordsPicker } from "./records-picker.tsx";

/** From this many choices on one would rather type than look. */
const SEARCHED_FROM = 8;

/** The input that fits a field. */
export function FieldInput(props: FieldInputProps) {
  const { field, value, fault, onChange, onLeave } = props;
  const label = useLabel();
  if (field.readOnly) return <ReadOnlyField field={field} value={value} />;
  const common: Common = {
    label: label(field.label),
    description: field.help === null ? undefined : label(field.help),
    withAsterisk: field.required && field.kind !== "set",
    error: fault ?? undefined,
    onBlur: onLeave,
    "data-field": field.name,
    ...(props.autoFocus === true ? { "data-autofocus": true } : {}),
  };
  const set = (next: FieldValue): void => onChange(next, null);
  switch (field.input) {
    case "textarea":
      return <LongText {...props} />;
    case "number":
      return <NumberField {...props} common={common} />;
    case "checkbox":
      return (
        <Checkbox
          label={common.label}
          description={common.description}
          error={common.error}
          onBlur={common.onBlur}
          data-field={field.name}
          className="ho-form-check"
          checked={value === true}
          onChange={(event) => set(event.currentTarget.checked)}
        />
      );
    case "record":
      return (
        <RecordPicker
          {...common}
          forNew
          to={field.to ?? ""}
          value={typeof value === "string" ? value : null}
          onChange={set}
        />
      );
    case "records":
      return (
        <RecordsPicker
          {...common}
          to={field.to ?? ""}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={set}
        />
      );
    case "json":
      return <JsonInput {...common} value={value} onValue={onChange} />;
    case "select":
    case "multiselect":
    case "tags":
      return <ChoiceInput {...{ field, value, common, set }} />;
    default:
      return <LineInput {...{ field, value, common, set }} />;
  }
}

/** What all inputs take. */
interface Common {
  readonly label: string;
  readonly description: string | undefined;
  readonly withAsterisk: boolean;
  readonly error: string | undefined;
  readonly "data-field": string;
  onBlur(): void;
}

interface SpecialProps {
  readonly field: FormField;
  readonly value: FieldValue;
  readonly common: Common;
  set(value: FieldValue): void;
}

/** Text, a day or a moment, in one line. */
function LineInput({ field, value, common, set }: SpecialProps) {
  const text = typeof value === "string" ? value : "";
  const moment = field.input === "datetime";
  return (
    <TextInput
      {...common}
      type={field.input === "date" ? "date" : moment ? "datetime-local" : "text"}
      {...(field.input === "date"
        ? { min: String(field.min ?? ""), max: String(field.max ?? "") }
        : {})}
      value={moment ? localInput(text) : text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        set(moment ? momentOf(typed) : typed || null);
      }}
    />
  );
}

/** One or several of a closed list, or tags of one's own. */
function ChoiceInput({ field, value, common, set }: SpecialProps) {
  const label = useLabel();
  const list = Array.isArray(value) ? value.map(String) : [];
  const data = (field.choices ?? []).map((choice) => ({
    value: choice.value,
    label: label(choice.label),
  }));
  const props = {
    label: common.label,
    description: common.description,
    // None of a set is an answer too.
    withAsterisk: field.required && field.kind !== "set",
    error: common.error,
    onBlur: common.onBlur,
    "data-field": field.name,
  };
  if (field.input === "tags") return <TagsInput {...props} value={list} onChange={set} />;
  if (field.input === "multiselect") {
    return <MultiSelect {...props} data={data} value={list} onChange={set} hidePickedOptions />;
  }
  return (
    <Select
      {...props}
      data={data}
      value={typeof value === "string" ? value : null}
      searchable={data.length >= SEARCHED_FROM}
      clearable={!field.required}
      allowDeselect={!field.required}
      onChange={set}
    />
  );
}

function LongText({ field, value, fault, onChange, onLeave }: FieldInputProps) {
  const texts = useText();
  const label = useLabel();
  const text = typeof value === "string" ? value : "";
  const left = typeof field.max === "number" ? field.max - [...text].length : null;
  const near = left !== null && left >= 0 && left < 100;
  return (
    <Textarea
      className="ho-form-wide"
      label={label(field.label)}
      description={near ? texts.form.charactersLeft(left) : field.help && label(field.help)}
      withAsterisk={field.required}
      error={fault ?? undefined}
      autosize
      minRows={2}
      maxRows={12}
      value={text}
      onBlur={onLeave}
      onChange={(event) => onChange(event.currentTarget.value || null, null)}
    />
  );
}

function ReadOnlyField({ field, value }: Pick<FieldInputProps, "field" | "value">) {
  const label = useLabel();
  const texts = useText();
  const formats = useFormats();
  const decimals = field.step === null ? null : Math.round(-Math.log10(field.step));
  return (
    <div className="ho-form-fixed">
      <span>{label(field.label)}</span>
      <output className="ho-number" lang={formats.language}>
        {value === null ? "–" : <ValueView field={{ ...field, decimals }} value={value} />}
      </output>
      <small>{field.help === null ? texts.form.computed : label(field.help)}</small>
    </div>
  );
}
