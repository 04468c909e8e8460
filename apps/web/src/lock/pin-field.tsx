import { PasswordInput } from "@mantine/core";
import type { ReactNode, Ref } from "react";

/** The longest PIN. */
const DIGITS = 8;

interface PinFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error?: ReactNode;
  readonly description?: string;
  readonly autoFocus?: boolean;
  readonly name: string;
  readonly ref?: Ref<HTMLInputElement>;
  onChange(value: string): void;
}

/** A PIN: digits only, hidden, with the number pad on phones. */
export function PinField({ onChange, error = null, ...props }: PinFieldProps) {
  return (
    <PasswordInput
      {...props}
      // What a dialog goes by when it opens.
      data-autofocus={props.autoFocus}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value.replaceAll(/\D/g, ""))}
      inputMode="numeric"
      autoComplete="off"
      maxLength={DIGITS}
      size="md"
      required
      withAsterisk={false}
    />
  );
}
