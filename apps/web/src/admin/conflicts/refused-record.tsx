import { Button, Checkbox } from "@mantine/core";
import type { RefusedChange, RefusedRecord } from "@healthops/protocol/wire/refused";
import type { ClashValues } from "@healthops/schema/core/conflicts";
import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import { ClashField } from "@healthops/ui/conflicts/clash-field.tsx";
import type { ClashView, Side } from "@healthops/ui/conflicts/clash";
import type { SideWords } from "@healthops/ui/conflicts/side-text";
import { useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useRecordName } from "@healthops/ui/records/record-name";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { recordPath } from "../../addresses/places.ts";
import classes from "../parts/admin.module.css";
import type { RecordChoice } from "./refused-choice.ts";
import { decidedFields, obstacleOf } from "./refused-choice.ts";
import { REFUSED_TEXT } from "./refused-text.ts";
import { WhyRefused } from "./why-refused.tsx";

interface RefusedRecordViewProps {
  readonly record: RefusedRecord;
  readonly about: Collection | undefined;
  /** Whether the reader is who wanted it. */
  readonly own: boolean;
  readonly mutations: RefusedChange["mutations"];
  readonly sides: Readonly<Record<Side, SideWords>>;
  readonly choice: RecordChoice;
  onChoose(choice: RecordChoice): void;
}

/** One record of a refused change: why it was refused, what the hub has, and what one takes over. */
export function RefusedRecordView(props: RefusedRecordViewProps) {
  const { record, about, mutations, choice, onChoose } = props;
  const texts = useTexts(REFUSED_TEXT);
  const kit = useText();
  const say = useLabel();
  const nameFor = useRecordName();
  const obstacle = obstacleOf(record, about);
  const [wanted, present] = [record.wanted, record.present?.content] as const;
  const name =
    about === undefined
      ? record.collection
      : nameFor(about, wanted as Content | null, present as Content | undefined);
  const here = record.present !== null && !record.present.deleted;
  return (
    <section className="ho-conflict">
      <header className="ho-conflict-head">
        <div>
          <h3>{name}</h3>
          <p>
            {kit.operations[record.op]} ·{" "}
            {about === undefined ? record.collection : say(about.title.one)}
          </p>
        </div>
        {here ? (
          <AppLink
            className={classes["link"]}
            href={recordPath(record.collection, record.recordId)}
          >
            {texts.record}
          </AppLink>
        ) : null}
      </header>
      <WhyRefused
        own={props.own}
        about={about}
        mutations={mutations.filter(({ recordId }) => recordId === record.recordId)}
      />
      {obstacle === null ? null : <p className={classes["note"]}>{texts[obstacle]}</p>}
      {obstacle === null && record.op === "delete" ? (
        <p className={classes["note"]}>{texts.deletes}</p>
      ) : null}
      {obstacle === null && record.present?.deleted === true ? (
        <p className={classes["note"]}>{texts.restores}</p>
      ) : null}
      {obstacle === null && record.op === "delete" ? (
        <Checkbox
          mx="md"
          label={texts.deleteIt}
          checked={choice.whole}
          onChange={({ currentTarget }) => onChoose({ ...choice, whole: currentTarget.checked })}
        />
      ) : null}
      {obstacle === null && about !== undefined && record.op !== "delete" ? (
        <Fields {...props} about={about} />
      ) : null}
    </section>
  );
}

function Fields(props: RefusedRecordViewProps & { readonly about: Collection }) {
  const { record, about, sides, choice, onChoose } = props;
  const names = decidedFields(record, about);
  const clash = clashOf(record, names);
  const all = (side: Side): void =>
    onChoose({ ...choice, fields: Object.fromEntries(names.map((name) => [name, side])) });
  return (
    <>
      {names.length < 2 ? null : (
        <div className="ho-clash-sides">
          {(["mine", "theirs"] as const).map((side) => (
            <Button key={side} size="compact-sm" variant="default" onClick={() => all(side)}>
              {sides[side].all}
            </Button>
          ))}
        </div>
      )}
      {names.map((field) => (
        <ClashField
          key={field}
          {...{ clash, field, about, sides }}
          choice={choice.fields[field] ?? "mine"}
          onChoose={(chosen) =>
            onChoose({ ...choice, fields: { ...choice.fields, [field]: chosen } })
          }
        />
      ))}
    </>
  );
}

/** The record as two sides that one chooses from: what somebody wanted, and what the hub has. */
function clashOf(record: RefusedRecord, fields: readonly string[]): ClashView {
  return {
    id: record.recordId,
    collection: record.collection,
    recordId: record.recordId,
    kind: "fields",
    open: true,
    base: {},
    mine: (record.wanted ?? {}) as ClashValues,
    theirs: (record.present?.content ?? {}) as ClashValues,
    mineBy: null,
    theirsBy: null,
    mineAt: "",
    theirsAt: "",
    outcome: {},
    fields,
  };
}
