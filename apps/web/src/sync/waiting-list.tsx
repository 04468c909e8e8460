import type { Content } from "@healthops/schema/record";
import type { PendingChange, PendingGroup } from "@healthops/replica/outbox/pending-groups";
import { useCollection } from "@healthops/ui/data/replica-provider.tsx";
import { useTitle } from "@healthops/ui/data/hooks";
import { useFormats, useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useRecordName } from "@healthops/ui/records/record-name";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { recordPath } from "../addresses/places.ts";
import classes from "./sync.module.css";

/** Changes on their way, oldest first: what, when, and the way to the record. */
export function WaitingList({ groups }: { readonly groups: readonly PendingGroup[] }) {
  const formats = useFormats();
  return (
    <ul className={classes["list"]}>
      {groups.flatMap(({ group, deviceTime_ms, changes }) =>
        changes.map((change, at) => (
          <li key={`${group}-${at}`}>
            <WaitingChange change={change} />
            <time className="ho-number">{formats.moment(deviceTime_ms)}</time>
          </li>
        )),
      )}
    </ul>
  );
}

function WaitingChange({ change }: { readonly change: PendingChange }) {
  const say = useLabel();
  const texts = useText();
  const collection = useCollection(change.collection);
  const nameFor = useRecordName();
  const name = useTitle(change.collection, change.id);
  return (
    <span>
      <span className="ho-chip">{texts.operations[change.op]}</span> {say(collection.title.one)}{" "}
      <AppLink href={recordPath(change.collection, change.id)}>
        {name ?? nameFor(collection, change.fields as Content)}
      </AppLink>
    </span>
  );
}
