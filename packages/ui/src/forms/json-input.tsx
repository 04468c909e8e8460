import { Textarea } from "@mantine/core";
import type { TextareaProps } from "@mantine/core";
import type { FieldValue } from "@healthops/schema/field";
import { useState } from "react";
import { useText } from "../i18n/language-provider.tsx";

interface JsonInputProps extends Omit<TextareaProps, "value" | "onChange"> {
  readonly value: FieldValue;
  onValue(value: FieldValue, fault: string | null): void;
}

/** A structured value as JSON text, for fields that have no screen of their own. */
export function JsonInput({ value, onValue, ...common }: JsonInputProps) {
  const texts = useText();
  const [typed, setTyped] = useState(() => (value === null ? "" : JSON.stringify(value, null, 2)));
  const type = (text: string): void => {
    setTyped(text);
    if (text.trim() === "") {
      onValue(null, null);
      return;
    }
    try {
      onValue(JSON.parse(text) as FieldValue, null);
    } catch {
      onValue(value, texts.form.notJson);
    }
  };
  return (
    <Textarea
      {...common}
      className="ho-form-wide"
      autosize
      minRows={2}
      maxRows={12}
      spellCheck={false}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
