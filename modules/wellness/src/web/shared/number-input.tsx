import { TextInput } from "@mantine/core";
import { numberInput, parseNumber } from "@healthops/ui/forms/input-text";
import { useFormats } from "@healthops/ui/i18n/language-provider.tsx";
import { useState } from "react";

interface NumberInputProps {
  readonly label: string;
  readonly value: number | null;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** What is wrong with the number, where it is not its form. */
  readonly fault?: string;
  /** Null when the text is empty, `undefined` when it is no number at least 0. */
  onChange(value: number | null | undefined): void;
}

/** A short field for a number, comma or dot as one is used to. */
export function NumberInput(props: NumberInputProps) {
  const { label, value, placeholder, autoFocus, fault, onChange } = props;
  const { language } = useFormats();
  const [text, setText] = useState(() => numberInput(value, language === "tr" ? "," : "."));
  const number = parseNumber(text);
  const wrong = text.trim() !== "" && (number === null || number < 0);
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      autoComplete="off"
      className="ho-number"
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(autoFocus === true ? { "data-autofocus": true, autoFocus: true } : {})}
      error={fault ?? wrong}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        const read = parseNumber(typed);
        onChange(typed.trim() === "" ? null : read === null || read < 0 ? undefined : read);
      }}
    />
  );
}
