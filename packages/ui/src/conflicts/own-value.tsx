import type { FieldFault } from "@healthops/base/problem";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { FormField } from "@healthops/schema/form";
import { formOf } from "@healthops/schema/form";
import { validatorFor } from "@healthops/schema/validate";
import { faultText } from "../forms/fault-text.ts";
import { FieldInput } from "../forms/field-input.tsx";
import { useFormats, useText } from "../i18n/language-provider.tsx";

/** A value that neither side had, while it is typed. */
export interface OwnValue {
  readonly value: FieldValue;
  /** Why what stands in the input is no value at all. */
  readonly unread: string | null;
}

/** The input of a field that somebody may change; null for those that are computed or fixed. */
export function ownField(about: Collection | undefined, name: string): FormField | null {
  if (about === undefined) return null;
  const field = formOf(about, "edit").find((each) => each.name === name);
  return field === undefined || field.readOnly ? null : field;
}

/** What is wrong with the value on its own; null when nothing is. */
export function ownFault(
  about: Collection,
  name: string,
  { value, unread }: OwnValue,
): FieldFault | null {
  if (unread !== null) return { field: name, message: unread };
  return validatorFor(about).patch({ [name]: value })[0] ?? null;
}

interface OwnValueInputProps {
  readonly about: Collection;
  readonly field: FormField;
  readonly own: OwnValue;
  onChange(own: OwnValue): void;
}

/** Types the value that neither side had. */
export function OwnValueInput({ about, field, own, onChange }: OwnValueInputProps) {
  const texts = useText();
  const formats = useFormats();
  const fault = ownFault(about, field.name, own);
  return (
    <div className="ho-clash-own">
      <FieldInput
        field={field}
        value={own.value}
        fault={
          own.unread ?? (fault === null ? null : faultText(field, own.value, fault, texts, formats))
        }
        autoFocus
        onChange={(value, unread) => onChange({ value, unread })}
        onLeave={() => undefined}
      />
    </div>
  );
}
