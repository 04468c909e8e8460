import type { Field, FieldValue } from "@healthops/schema/field";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { kindText } from "@healthops/ui/data/kind-text";
import { ValueView } from "@healthops/ui/values/value-view.tsx";
import type { AuditEntry } from "@healthops/protocol/wire/admin";
import { contentOf, fieldsOf } from "./audit-entry.ts";
import { AUDIT_TEXT } from "./audit-text.ts";
import classes from "./audit.module.css";

/** What a change did: each field in words, before beside after. */
export function DiffView({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts(AUDIT_TEXT);
  const say = useLabel();
  const { language } = useLanguage();
  const { collections } = useSchema();
  const collection = collections.get(entry.collection);
  if (entry.withheld) return <p className={classes["note"]}>{texts.withheld}</p>;
  const names = fieldsOf(entry, collection);
  const kind = (name: string, value: FieldValue | undefined): string | null =>
    collection === undefined ? null : kindText(collection, name, value, collections, language);
  if (names.length === 0) return <p className={classes["note"]}>{texts.noFields}</p>;
  return (
    <table className={classes["diff"]}>
      <thead>
        <tr>
          <th scope="col">{texts.field}</th>
          <th scope="col">{texts.before}</th>
          <th scope="col">{texts.after}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const field = collection?.fields[name];
          const [before, after] = [contentOf(entry.before)[name], contentOf(entry.after)[name]];
          return (
            <tr key={name}>
              <th scope="row">{field === undefined ? name : say(field.label)}</th>
              <td data-title={texts.before}>
                <Value field={field} value={kind(name, before) ?? before} mark="del" />
              </td>
              <td data-title={texts.after}>
                <Value field={field} value={kind(name, after) ?? after} mark="ins" />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface ValueProps {
  readonly field: Field | undefined;
  readonly value: FieldValue | undefined;
  readonly mark: "ins" | "del";
}

function Value({ field, value, mark: Mark }: ValueProps) {
  if (value === null || value === undefined || value === "") {
    return <span className={classes["none"]}>–</span>;
  }
  if (field === undefined || field.kind === "json") {
    return (
      <Mark>
        <pre>{JSON.stringify(value, null, 2)}</pre>
      </Mark>
    );
  }
  return (
    <Mark>
      <ValueView field={field} value={value} />
    </Mark>
  );
}
