import { IconCheck, IconMinus } from "@tabler/icons-react";
import type { FieldValue } from "@healthops/schema/field";
import { idsIn } from "@healthops/schema/scope";
import { useFormats, useText } from "../i18n/language-provider.tsx";
import type { ShownField } from "../i18n/value-text.ts";
import { valueText } from "../i18n/value-text.ts";
import { ReferenceText, ReferenceTexts } from "./reference-text.tsx";

interface ValueViewProps {
  readonly field: ShownField & { readonly to?: string | null };
  readonly value: FieldValue | undefined;
}

/** A value as a person reads it: references by their names, yes and no as marks. */
export function ValueView({ field, value }: ValueViewProps) {
  const texts = useText();
  const formats = useFormats();
  if (value === null || value === undefined) return null;
  if (field.kind === "boolean") {
    const Mark = value === true ? IconCheck : IconMinus;
    return (
      <Mark
        size={16}
        role="img"
        aria-label={value === true ? texts.common.yes : texts.common.no}
        color={value === true ? "var(--ho-accent-text)" : "var(--mantine-color-dimmed)"}
      />
    );
  }
  if (field.kind === "reference" && typeof value === "string" && typeof field.to === "string") {
    return <ReferenceText to={field.to} id={value} />;
  }
  if (field.kind === "set" && typeof field.to === "string") {
    return <ReferenceTexts to={field.to} ids={idsIn(value)} />;
  }
  return <>{valueText(field, value, texts, formats)}</>;
}
