import { useTitle } from "@healthops/ui/data/hooks";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import type { AuditEntry } from "@healthops/protocol/wire/admin";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { titleText, useTitleWords } from "@healthops/ui/data/record-title";
import { nameIn } from "./audit-entry.ts";
import { AUDIT_TEXT } from "./audit-text.ts";
import classes from "./audit.module.css";

/** The record's name: as this device has it, else as the change says, else the start of its id. */
export function RecordName({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts(AUDIT_TEXT);
  const words = useTitleWords();
  const title = useTitle(entry.collection, entry.recordId);
  const collection = useSchema().collections.get(entry.collection);
  if (typeof title === "string") return <>{title}</>;
  const said = nameIn(entry, collection);
  const name = collection === undefined ? said : titleText(collection, said, words);
  if (name !== null) return <>{name}</>;
  return entry.withheld ? (
    <i className={classes["none"]}>{texts.private}</i>
  ) : (
    <code className={classes["none"]}>{entry.recordId.slice(-8)}</code>
  );
}
