import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type {
  PendingChange,
  PendingGroup,
  Refusal,
} from "@healthops/replica/outbox/pending-groups";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { useState } from "react";
import { usePending, useRecord } from "../data/hooks.ts";
import { useIdentity } from "../data/identity.tsx";
import { useReplica, useSchema } from "../data/replica-provider.tsx";
import { valueOr } from "../data/watched.ts";
import { useFormats, useLabel, useText } from "../i18n/language-provider.tsx";
import { useConfirm } from "../states/confirm.tsx";
import { EmptyState, ErrorState, LoadingState } from "../states/states.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { saidFaults } from "../forms/refusal-faults.ts";
import { useRecordName } from "../records/record-name.ts";
import { ValueView } from "../values/value-view.tsx";
import { failureText } from "../states/problem-text.ts";
import { FormDialog } from "../forms/form-dialog.tsx";
import { CorrectForm } from "./correct-form.tsx";
import type { NotCorrectable } from "./correctable.ts";
import { whyNotCorrectable } from "./correctable.ts";

interface RejectedListProps {
  /** The record that somebody came for: what was refused of it shows first. */
  readonly first?: string | undefined;
}

/** What the hub refused, with its reason; each change is corrected or discarded by a person. */
export function RejectedList({ first }: RejectedListProps) {
  const groups = usePending(["rejected", "held"]);
  const { rejected: texts } = useText();
  if (groups.state === "loading") return <LoadingState />;
  if (groups.state === "failed") return <ErrorState error={groups.error} />;
  if (groups.value.length === 0) {
    return (
      <EmptyState
        icon={<IconCircleCheck size={24} stroke={1.5} />}
        title={texts.emptyTitle}
        text={texts.emptyText}
      />
    );
  }
  const isAsked = ({ changes }: PendingGroup): boolean => changes.some(({ id }) => id === first);
  const shown = groups.value.toSorted((a, b) => Number(isAsked(b)) - Number(isAsked(a)));
  return shown.map((group) => <RejectedGroup key={group.group} group={group} />);
}

function RejectedGroup({ group }: { readonly group: PendingGroup }) {
  const api = useReplica();
  const texts = useText();
  const formats = useFormats();
  const confirm = useConfirm();
  const announce = useAnnounce();
  const [correcting, setCorrecting] = useState(false);
  const only = group.changes.length === 1 ? group.changes[0] : undefined;
  const obstacle = useObstacle(group);
  const discard = async (): Promise<void> => {
    const { discardTitle: title, discardText: text } = texts.confirm;
    const action = texts.rejected.discard;
    if (!(await confirm({ title, text, action, danger: true }))) return;
    try {
      await api.discard(group.group, { dependents: true });
      announce.done(texts.rejected.discarded);
    } catch (error) {
      announce.failed(error);
    }
  };
  return (
    <article className="ho-conflict ho-card">
      {group.changes.map((change) => (
        <RejectedChange key={`${change.collection}/${change.id}`} change={change} />
      ))}
      {group.state !== "rejected" || typeof obstacle !== "string" ? null : (
        <p className="ho-rejected-note">{texts.rejected.cannotCorrect[obstacle]}</p>
      )}
      <footer className="ho-conflict-foot ho-rejected-foot">
        <span>
          {formats.moment(group.deviceTime_ms)}
          {group.state === "held" ? ` · ${texts.rejected.heldBy}` : ""}
        </span>
        <Button size="compact-sm" variant="default" onClick={() => void discard()}>
          {texts.rejected.discard}
        </Button>
        {obstacle === null && group.state === "rejected" ? (
          <Button size="compact-sm" onClick={() => setCorrecting(true)}>
            {texts.rejected.correct}
          </Button>
        ) : null}
      </footer>
      {only === undefined ? null : (
        <FormDialog
          opened={correcting}
          onClose={() => setCorrecting(false)}
          title={texts.rejected.correct}
        >
          <CorrectForm group={group.group} change={only} onDone={() => setCorrecting(false)} />
        </FormDialog>
      )}
    </article>
  );
}

/** Why a form would lead nowhere, null where it would not; undefined while that is not known. */
function useObstacle({ changes }: PendingGroup): NotCorrectable | undefined {
  const identity = useIdentity();
  const collections = useSchema().collections;
  const [{ collection = "", id = "" } = {}] = changes;
  const record = useRecord(collection, id);
  if (record.state === "loading") return undefined;
  const shown = record.state === "ready" ? record.value : null;
  return whyNotCorrectable(changes, collections.get(collection), shown, identity);
}

function RejectedChange({ change }: { readonly change: PendingChange }) {
  const texts = useText();
  const label = useLabel();
  const about = useSchema().collections.get(change.collection);
  const record = valueOr(useRecord(change.collection, change.id), null);
  const nameFor = useRecordName();
  const name =
    about === undefined ? change.collection : nameFor(about, plainFields(change), record?.content);
  const fields = Object.entries(plainFields(change)).filter(([, value]) => value !== null);
  return (
    <section>
      <header className="ho-conflict-head">
        <div>
          <h2>{name}</h2>
          <p>
            {texts.operations[change.op]} ·{" "}
            {about === undefined ? change.collection : label(about.title.one)}
          </p>
        </div>
      </header>
      {change.refusal === null ? null : (
        <RefusalWords refusal={change.refusal} about={about} values={change.fields} />
      )}
      <dl className="ho-facts">
        {fields.map(([name, value]) => {
          const field = about?.fields[name];
          return (
            <div key={name}>
              <dt>{field === undefined ? name : label(field.label)}</dt>
              <dd>
                <ValueView field={field ?? { kind: "json" }} value={value} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

interface RefusalWordsProps {
  readonly refusal: Refusal;
  readonly about: Collection | undefined;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Why the hub refused it: what the reason means, and what is wrong with which field. */
function RefusalWords({ refusal, about, values }: RefusalWordsProps) {
  const texts = useText();
  const formats = useFormats();
  const faults = saidFaults(about, values, refusal.faults, texts, formats);
  const whole = failureText(refusal, texts);
  return (
    <div className="ho-refusal">
      <p>{whole}</p>
      {faults.every(({ text }) => text === whole) ? null : (
        <ul>
          {faults.map(({ field, name, text }) => (
            <li key={field}>{name === null ? text : `${name}: ${text}`}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The fields that were set as such; steps of counters and members of sets show as they were sent. */
function plainFields(change: PendingChange): Content {
  return change.fields as Readonly<Record<string, FieldValue>>;
}
