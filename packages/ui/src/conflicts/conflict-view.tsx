import { Button, Group } from "@mantine/core";
import type { Choices } from "@healthops/replica/conflicts/plan-resolution";
import type { Collection } from "@healthops/schema/collection";
import type { StoredRecord } from "@healthops/schema/record";
import { useState } from "react";
import { useRecord, useStatus, useTitle } from "../data/hooks.ts";
import { useReplica, useSchema } from "../data/replica-provider.tsx";
import { valueOr } from "../data/watched.ts";
import { useFormats, useLabel, useText } from "../i18n/language-provider.tsx";
import { useRecordTitle } from "../data/record-title.ts";
import { useAnnounce } from "../states/undo.tsx";
import type { ClashView, Side } from "./clash.ts";
import { clashTitle, clashViewOf } from "./clash.ts";
import type { FieldChoice } from "./clash-field.tsx";
import { ClashField } from "./clash-field.tsx";
import { ownFault } from "./own-value.tsx";
import type { SideWords } from "./side-text.ts";
import { ResolvedField } from "./resolved-field.tsx";
import { useMayDecide } from "./use-may-decide.ts";

export interface ConflictViewProps {
  /** A record of the collection `conflicts`. */
  readonly conflict: StoredRecord;
  onResolved?(): void;
  /** Opens the record that it is about. */
  onOpenRecord?(collection: string, id: string): void;
}

/** Both sides of a conflict beside each other; one chooses for each field, or for all at once. */
export function ConflictView({ conflict, onResolved, onOpenRecord }: ConflictViewProps) {
  const schema = useSchema();
  const texts = useText();
  const label = useLabel();
  const titleFor = useRecordTitle();
  const about = schema.collections.get(String(conflict.content["collection"]));
  const clash = clashViewOf(conflict, about);
  const record = valueOr(useRecord(clash.collection, clash.recordId), null);
  const mayDecide = useMayDecide(conflict);
  const title =
    clashTitle(clash, about, record, titleFor) ??
    (about === undefined ? texts.common.untitled : label(about.title.one));
  const kind = schema.collections
    .get("conflicts")
    ?.fields["kind"]?.choices?.find(({ value }) => value === clash.kind);
  return (
    <article className="ho-conflict ho-card">
      <header className="ho-conflict-head">
        <div>
          <h2>{title}</h2>
          <p>
            {about === undefined ? clash.collection : label(about.title.one)}
            {kind === undefined ? null : ` · ${label(kind.label)}`}
          </p>
        </div>
        {record === null || onOpenRecord === undefined ? null : (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => onOpenRecord(clash.collection, clash.recordId)}
          >
            {texts.record.details}
          </Button>
        )}
      </header>
      {mayDecide ? null : <p role="note">{texts.conflict.mayNot}</p>}
      {clash.open && mayDecide ? (
        <OpenClash key={conflict.id} clash={clash} onResolved={onResolved} />
      ) : (
        clash.fields.map((field) => (
          <ResolvedField key={field} {...{ clash, field, about, mayDecide }} />
        ))
      )}
    </article>
  );
}

interface OpenClashProps {
  readonly clash: ClashView;
  readonly onResolved: (() => void) | undefined;
}

function OpenClash({ clash, onResolved }: OpenClashProps) {
  const api = useReplica();
  const texts = useText();
  const announce = useAnnounce();
  const about = useSchema().collections.get(clash.collection);
  const sides = useSides(clash);
  const [choices, setChoices] = useState<Readonly<Record<string, FieldChoice>>>({});
  const [busy, setBusy] = useState(false);
  const whole = clash.kind !== "fields";
  const undecided = clash.fields.filter((field) => !isDecided(about, field, choices[field])).length;
  const choose = (field: string, choice: FieldChoice): void =>
    // Where a deletion is one side, the record goes or stays as a whole.
    setChoices(
      whole && typeof choice === "string" ? all(clash, choice) : { ...choices, [field]: choice },
    );
  const save = (): void => {
    setBusy(true);
    api
      .resolve(clash.id, sentChoices(choices))
      .then(() => {
        announce.done(texts.conflict.resolved);
        onResolved?.();
        return null;
      })
      .catch(announce.failed)
      .finally(() => setBusy(false));
  };
  return (
    <>
      <div className="ho-clash-sides">
        {(["mine", "theirs"] as const).map((side) => (
          <Button
            key={side}
            size="compact-sm"
            variant="default"
            onClick={() => setChoices(all(clash, side))}
          >
            {sides[side].all}
          </Button>
        ))}
      </div>
      {clash.fields.map((field) => (
        <ClashField
          key={field}
          {...{ clash, field, about, sides }}
          choice={choices[field] ?? null}
          onChoose={(choice) => choose(field, choice)}
        />
      ))}
      <Group justify="flex-end" className="ho-conflict-foot">
        <span role="status">{undecided > 0 ? texts.conflict.undecided(undecided) : ""}</span>
        <Button onClick={save} loading={busy} disabled={undecided > 0}>
          {texts.conflict.resolve}
        </Button>
      </Group>
    </>
  );
}

function isDecided(
  about: Collection | undefined,
  field: string,
  choice: FieldChoice | undefined,
): boolean {
  if (choice === undefined) return false;
  if (typeof choice === "string") return true;
  return about !== undefined && ownFault(about, field, choice) === null;
}

/** The choices as the replica takes them. */
function sentChoices(choices: Readonly<Record<string, FieldChoice>>): Choices {
  return Object.fromEntries(
    Object.entries(choices).map(([field, choice]) => [
      field,
      typeof choice === "string" ? choice : { value: choice.value },
    ]),
  );
}

function all(clash: ClashView, side: Side): Readonly<Record<string, Side>> {
  return Object.fromEntries(clash.fields.map((field) => [field, side]));
}

/** Who stands on which side, and when. */
function useSides(clash: ClashView): Readonly<Record<Side, SideWords>> {
  const { conflict } = useText();
  const formats = useFormats();
  const mine = useTitle("people", clash.mineBy ?? "");
  const theirs = useTitle("people", clash.theirsBy ?? "");
  const me = valueOr(useStatus(), null)?.signedIn?.personId;
  const isMine = clash.mineBy === me || typeof mine !== "string";
  const mineName = isMine ? conflict.mine : conflict.mineOf(mine);
  const theirsName = typeof theirs === "string" ? conflict.theirsOf(theirs) : conflict.theirs;
  const revives = clash.kind === "edit_of_deleted";
  return {
    mine: {
      name: mineName,
      at: formats.moment(clash.mineAt),
      all: revives ? conflict.bringBack : conflict.keepAll(mineName),
    },
    theirs: {
      name: theirsName,
      at: formats.moment(clash.theirsAt),
      all: revives ? conflict.keepDeleted : conflict.keepAll(theirsName),
    },
  };
}
