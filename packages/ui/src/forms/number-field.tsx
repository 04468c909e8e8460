import { TextInput } from "@mantine/core";
import type { TextInputProps } from "@mantine/core";
import { useState } from "react";
import { useFormats, useText } from "../i18n/language-provider.tsx";
import type { FieldInputProps } from "./field-input-props.ts";
import { numberInput, parseNumber } from "./input-text.ts";

interface NumberFieldProps extends FieldInputProps {
  readonly common: TextInputProps;
}

/** A number as people type it: comma or dot, arrow keys step, the unit stands beside it. */
export function NumberField({ field, value, onChange, common }: NumberFieldProps) {
  const texts = useText();
  const formats = useFormats();
  const sign = formats.language === "tr" ? "," : ".";
  const shown = numberInput(typeof value === "number" ? value : null, sign);
  const [typed, setTyped] = useState(shown);
  // What is typed stays as it is typed (`12,` on the way to `12,5`) while it means the value.
  const text = typed === "" || parseNumber(typed) === value || value === null ? typed : shown;

  const type = (entered: string): void => {
    setTyped(entered);
    const number = parseNumber(entered);
    onChange(number, entered.trim() !== "" && number === null ? texts.form.notNumber : null);
  };
  const step = (direction: 1 | -1): void => {
    const size = field.step === null || field.step < 1 ? 1 : field.step;
    const next = (typeof value === "number" ? value : 0) + direction * size;
    const low = field.min === null ? next : Math.max(Number(field.min), next);
    const kept = field.max === null ? low : Math.min(Number(field.max), low);
    type(numberInput(Number(kept.toFixed(6)), sign));
  };
  return (
    <TextInput
      {...common}
      className="ho-number"
      inputMode="decimal"
      autoComplete="off"
      value={text}
      rightSectionWidth={field.unit === null ? 0 : 52}
      rightSectionPointerEvents="none"
      rightSection={
        field.unit === null ? null : <span className="ho-unit">{formats.unit(field.unit)}</span>
      }
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        step(event.key === "ArrowUp" ? 1 : -1);
      }}
    />
  );
}
