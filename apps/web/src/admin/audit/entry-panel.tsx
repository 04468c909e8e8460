import { useTitle } from "@healthops/ui/data/hooks";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReferenceText } from "@healthops/ui/values/reference-text.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { recordPath } from "../../addresses/places.ts";
import { adminPath } from "../parts/admin-path.ts";
import type { AuditEntry } from "@healthops/protocol/wire/admin";
import { AUDIT_TEXT } from "./audit-text.ts";
import classes from "./audit.module.css";
import { DiffView } from "./diff-view.tsx";
import { RecordName } from "./record-name.tsx";

/** One change: whose, of what, when, and what it did. */
export function EntryPanel({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts(AUDIT_TEXT);
  const kit = useText();
  const say = useLabel();
  const collection = useSchema().collections.get(entry.collection);
  const isHere = typeof useTitle(entry.collection, entry.recordId) === "string";
  return (
    <article className={classes["panel"]}>
      <header>
        <p className={classes["kind"]}>
          {collection === undefined ? entry.collection : say(collection.title.one)}
          {" · "}
          {kit.operations[entry.op]}
        </p>
        <h2>
          <RecordName entry={entry} />
        </h2>
        <p className={classes["links"]}>
          {isHere ? (
            <AppLink href={recordPath(entry.collection, entry.recordId)}>
              {texts.openRecord}
            </AppLink>
          ) : null}
          <AppLink href={adminPath("audit", { record: entry.recordId })}>
            {texts.allOfRecord}
          </AppLink>
          {entry.personId === null ? null : (
            <AppLink href={adminPath("audit", { person: entry.personId })}>
              {texts.allOfPerson}
            </AppLink>
          )}
        </p>
      </header>
      <DiffView entry={entry} />
      <Facts entry={entry} />
    </article>
  );
}

function Facts({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts(AUDIT_TEXT);
  const formats = useFormats();
  return (
    <dl className={classes["facts"]}>
      <div>
        <dt>{texts.who}</dt>
        <dd>
          {entry.personId === null ? texts.hub : <ReferenceText to="people" id={entry.personId} />}
        </dd>
      </div>
      <div>
        <dt>{texts.when}</dt>
        <dd className="ho-number">{formats.moment(entry.at)}</dd>
      </div>
      {entry.deviceTime === null ? null : (
        <div>
          <dt>{texts.deviceTime}</dt>
          <dd className="ho-number">{formats.moment(entry.deviceTime)}</dd>
        </div>
      )}
      <div>
        <dt>{texts.device}</dt>
        <dd>
          {entry.replicaId === null ? (
            texts.api
          ) : (
            <AppLink href={adminPath("audit", { device: entry.replicaId })}>
              <code>{entry.replicaId.slice(-8)}</code>
            </AppLink>
          )}
        </dd>
      </div>
      <div>
        <dt>{texts.version}</dt>
        <dd className="ho-number">{entry.version}</dd>
      </div>
      {entry.reason === null ? null : (
        <div>
          <dt>{texts.reason}</dt>
          <dd>{entry.reason}</dd>
        </div>
      )}
    </dl>
  );
}
