import type { FieldValue } from "@healthops/schema/field";
import type { FormField } from "@healthops/schema/form";

export interface FieldInputProps {
  readonly field: FormField;
  readonly value: FieldValue;
  /** What is wrong with it, once that shows. */
  readonly fault: string | null;
  readonly autoFocus?: boolean;
  /** `fault`: what stands in the input is no value, and why. */
  onChange(value: FieldValue, fault: string | null): void;
  onLeave(): void;
}
