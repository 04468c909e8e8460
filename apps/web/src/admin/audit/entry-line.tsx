import type { AuditEntry } from "@healthops/protocol/wire/admin";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import classes from "../parts/admin.module.css";
import { RecordName } from "./record-name.tsx";

/** A change in one line: what it was about and when. */
export function EntryLine({ entry }: { readonly entry: AuditEntry }) {
  const kit = useText();
  const say = useLabel();
  const formats = useFormats();
  const collection = useSchema().collections.get(entry.collection);
  return (
    <>
      <span className={classes["recentwhat"]}>
        {kit.operations[entry.op]}{" "}
        <b>
          <RecordName entry={entry} />
        </b>{" "}
        <small>{collection === undefined ? entry.collection : say(collection.title.one)}</small>
      </span>
      <time className="ho-number" dateTime={entry.at}>
        {formats.moment(entry.at)}
      </time>
    </>
  );
}
