import { Alert, Button, Group, Modal, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { isProblem } from "@healthops/base/problem";
import type { RefusedWork } from "@healthops/protocol/wire/refused";
import type { Side } from "@healthops/ui/conflicts/clash";
import type { SideWords } from "@healthops/ui/conflicts/side-text";
import { useTitle } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { saidFaults } from "@healthops/ui/forms/refusal-faults";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { problemText } from "@healthops/ui/states/problem-text";
import { useRef, useState } from "react";
import { HubView } from "../hub/hub-view.tsx";
import { useHub } from "../hub/use-hub.ts";
import type { RecordChoice, Taken } from "./refused-choice.ts";
import { AS_WANTED, takenRecords } from "./refused-choice.ts";
import { RefusedRecordView } from "./refused-record.tsx";
import { REFUSED_TEXT } from "./refused-text.ts";
import classes from "./refused.module.css";
import { useDecision } from "./use-decision.ts";

interface RefusedDialogProps {
  /** Device and number of the refused change, as in `/api/v1/refused/<place>`; null: closed. */
  readonly place: string | null;
  onClose(): void;
  /** It was taken over or set aside. */
  onDecided(): void;
}

/** What somebody wanted beside what the hub has now; one takes it over, or sets it aside. */
export function RefusedDialog({ place, onClose, onDecided }: RefusedDialogProps) {
  const texts = useTexts(REFUSED_TEXT);
  const { common } = useText();
  const narrow = useMediaQuery("(max-width: 47.99em)", undefined, {
    getInitialValueInEffect: false,
  });
  const asked = useHub<RefusedWork>(place === null ? null : `/api/v1/refused/${place}`);
  return (
    <Modal
      opened={place !== null}
      onClose={onClose}
      size="xl"
      fullScreen={narrow === true}
      title={<span style={{ fontWeight: 620 }}>{texts.title}</span>}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {place === null ? null : (
        <HubView asked={asked} lines={6}>
          {(work) => <Decide key={place} place={place} work={work} onDecided={onDecided} />}
        </HubView>
      )}
    </Modal>
  );
}

interface DecideProps {
  readonly place: string;
  readonly work: RefusedWork;
  onDecided(): void;
}

function Decide({ place, work, onDecided }: DecideProps) {
  const { collections } = useSchema();
  const { personId } = useIdentity();
  const [choices, setChoices] = useState<ReadonlyMap<string, RecordChoice>>(new Map());
  const sides = useSides(work);
  const decision = useDecision(place, onDecided);
  return (
    <div className={classes["decide"]}>
      {work.records.map((record) => {
        const key = `${record.collection} ${record.recordId}`;
        return (
          <RefusedRecordView
            key={key}
            record={record}
            about={collections.get(record.collection)}
            own={work.change.personId === personId}
            mutations={work.change.mutations}
            sides={sides(record.present?.version ?? 0)}
            choice={choices.get(key) ?? AS_WANTED}
            onChoose={(choice) => setChoices(new Map(choices).set(key, choice))}
          />
        );
      })}
      {decision.failure === null ? null : <Failure error={decision.failure} work={work} />}
      {work.change.mayDecide ? (
        <Foot work={work} taken={takenRecords(work, collections, choices)} decision={decision} />
      ) : null}
    </div>
  );
}

interface FootProps {
  readonly work: RefusedWork;
  readonly taken: Taken;
  readonly decision: ReturnType<typeof useDecision>;
}

/** The remark and the two ways out. */
function Foot({ work: { change }, taken, decision }: FootProps) {
  const texts = useTexts(REFUSED_TEXT);
  const [remark, setRemark] = useState("");
  const [bare, setBare] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const author = useTitle("people", change.personId) ?? texts.elsewhere;
  const moment = useFormats().moment(change.at);
  const { busy } = decision;
  const nothing = taken.records.length === 0;
  const takeOver = (): void => {
    const reason = [texts.reason(author, moment), remark.trim()].filter(Boolean).join(" ");
    decision.takeOver({ records: taken.records, reason });
  };
  const setAside = (): void => {
    const reason = remark.trim();
    setBare(reason === "");
    if (reason === "") input.current?.focus();
    else decision.setAside({ reason });
  };
  return (
    <footer>
      <TextInput
        ref={input}
        label={texts.remark}
        description={texts.remarkHint}
        maxLength={300}
        value={remark}
        error={bare && remark.trim() === "" ? texts.remarkNeeded : null}
        onChange={({ currentTarget }) => setRemark(currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        {taken.possible && nothing ? <span role="status">{texts.choose}</span> : null}
        <Button variant="default" loading={busy} onClick={setAside}>
          {texts.setAside}
        </Button>
        {taken.possible ? (
          <Button loading={busy} disabled={nothing || !taken.valid} onClick={takeOver}>
            {texts.takeOver}
          </Button>
        ) : null}
      </Group>
    </footer>
  );
}

/** Why the hub did not take it over: what the code means, and what is wrong with which field. */
function Failure({ error, work }: { readonly error: unknown; readonly work: RefusedWork }) {
  const kit = useText();
  const formats = useFormats();
  const { collections } = useSchema();
  const faults = isProblem(error)
    ? saidFaults(
        collections.get(work.records[0]?.collection ?? ""),
        work.records[0]?.wanted ?? {},
        error.faults,
        kit,
        formats,
      )
    : [];
  const whole = problemText(error, kit);
  return (
    <Alert color="red" variant="light" role="alert">
      {faults.some(({ text }) => text === whole) ? null : whole}
      {faults.map(({ field, name, text }) => (
        <div key={field}>{name === null ? text : `${name}: ${text}`}</div>
      ))}
    </Alert>
  );
}

function useSides({ change }: RefusedWork) {
  const texts = useTexts(REFUSED_TEXT);
  const formats = useFormats();
  const name = useTitle("people", change.personId) ?? texts.elsewhere;
  return (version: number): Readonly<Record<Side, SideWords>> => ({
    mine: {
      name: texts.wants(name),
      at: formats.moment(change.deviceTime ?? change.at),
      all: texts.everythingWanted,
    },
    theirs: {
      name: texts.onHub,
      at: version === 0 ? texts.notThere : texts.sinceVersion(version),
      all: texts.everythingHub,
    },
  });
}
