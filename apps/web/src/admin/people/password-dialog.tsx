import { Button, Checkbox, Group, Modal, PasswordInput, SegmentedControl } from "@mantine/core";
import type { SetPasswordAnswer, SetPasswordRequest } from "@healthops/protocol/wire/admin";
import type { HubAnswer } from "@healthops/replica/remote/replica-api";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { FormEvent } from "react";
import { useState } from "react";
import classes from "../admin.module.css";
import { useDeed } from "../hub/use-deed.ts";
import { ShownOnce } from "../parts/shown-once.tsx";
import { PEOPLE_TEXT } from "./people-text.ts";

const LEAST = 10;

interface PasswordDialogProps {
  /** Whose; null: closed. */
  readonly person: { readonly id: string; readonly name: string } | null;
  /** A password that was made already, to be shown: after adding somebody. */
  readonly made?: SetPasswordAnswer | null;
  onClose(): void;
  onSet(): void;
}

/** Gives a person a password: one that the hub makes and shows once, or one that is typed. */
export function PasswordDialog({ person, made, onClose, onSet }: PasswordDialogProps) {
  const texts = useTexts(PEOPLE_TEXT);
  const { common } = useText();
  return (
    <Modal
      opened={person !== null}
      onClose={onClose}
      title={
        <span style={{ fontWeight: 620 }}>
          {person === null ? "" : texts.passwordTitle(person.name)}
        </span>
      }
      closeButtonProps={{ "aria-label": common.close }}
    >
      {person === null ? null : (
        <Body key={person.id} id={person.id} made={made ?? null} onClose={onClose} onSet={onSet} />
      )}
    </Modal>
  );
}

interface BodyProps {
  readonly id: string;
  readonly made: SetPasswordAnswer | null;
  onClose(): void;
  onSet(): void;
}

function Body({ id, made, onClose, onSet }: BodyProps) {
  const texts = useTexts(PEOPLE_TEXT);
  const { common } = useText();
  const { busy, run } = useDeed();
  const [answer, setAnswer] = useState(made);
  const [how, setHow] = useState("oneTime");
  const [typed, setTyped] = useState("");
  const [mustChange, setMustChange] = useState(true);
  const show = (done: HubAnswer | null): void => {
    if (done === null) return;
    onSet();
    const given = done.body as SetPasswordAnswer;
    if (given.password === null) onClose();
    else setAnswer(given);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body: SetPasswordRequest = how === "oneTime" ? {} : { password: typed, mustChange };
    const request = { method: "POST", path: `/api/v1/people/${id}/password`, body } as const;
    void run(request, how === "oneTime" ? null : texts.passwordSet).then(show);
  };
  if (answer !== null) return <Made answer={answer} onClose={onClose} />;
  return (
    <form onSubmit={submit} className={classes["stack"]}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={texts.passwordHow}
        value={how}
        onChange={setHow}
        data={[
          { value: "oneTime", label: texts.howOneTime },
          { value: "typed", label: texts.howTyped },
        ]}
      />
      {how === "oneTime" ? (
        <p>{texts.oneTimeText}</p>
      ) : (
        <>
          <PasswordInput
            label={texts.newPassword}
            description={texts.passwordRule}
            autoComplete="new-password"
            value={typed}
            data-autofocus
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Checkbox
            label={texts.mustChange}
            checked={mustChange}
            onChange={({ currentTarget }) => setMustChange(currentTarget.checked)}
          />
        </>
      )}
      <p className={classes["dimmed"]}>{texts.passwordEffect}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button
          type="submit"
          loading={busy}
          disabled={how === "typed" && [...typed].length < LEAST}
        >
          {how === "oneTime" ? texts.make : texts.set}
        </Button>
      </Group>
    </form>
  );
}

function Made({ answer, onClose }: { readonly answer: SetPasswordAnswer; onClose(): void }) {
  const texts = useTexts(PEOPLE_TEXT);
  const formats = useFormats();
  return (
    <ShownOnce label={texts.newPassword} secret={answer.password ?? ""} onClose={onClose}>
      {texts.shownOnce}{" "}
      {answer.expiresAt === null ? null : texts.until(formats.moment(answer.expiresAt))}
    </ShownOnce>
  );
}
