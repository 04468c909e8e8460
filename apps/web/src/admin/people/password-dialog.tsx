import { Button, Checkbox, Group, Modal, PasswordInput, SegmentedControl } from "@mantine/core";
import type { SetPasswordAnswer, SetPasswordRequest } from "@healthops/protocol/wire/passwords";
import type { HubAnswer } from "@healthops/replica/remote/replica-api";
import { hasRole } from "@healthops/schema/person";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { FormEvent } from "react";
import { useState } from "react";
import classes from "../parts/admin.module.css";
import { useDeed } from "../hub/use-deed.ts";
import { ShownOnce } from "../parts/shown-once.tsx";
import { RESET_TEXT } from "./reset-text.ts";
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

/**
 * Gives a person a password: one that the hub makes and shows once, one that is typed, or a link by which
 * they set it themselves. A manager only asks; what it becomes depends on whose account it is.
 */
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
  const resets = useTexts(RESET_TEXT);
  const isAdmin = hasRole(useIdentity(), "ADMIN");
  const [how, setHow] = useState("oneTime");
  const [typed, setTyped] = useState("");
  const [mustChange, setMustChange] = useState(true);
  const actions: Readonly<Record<string, string>> = {
    oneTime: texts.make,
    typed: texts.set,
    link: resets.makeLink,
  };
  const show = (done: HubAnswer | null): void => {
    if (done === null) return;
    onSet();
    const given = done.body as SetPasswordAnswer;
    if (given.password === null && given.link === null) onClose();
    else setAnswer(given);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = bodyOf(how, typed, mustChange);
    const request = { method: "POST", path: `/api/v1/people/${id}/password`, body } as const;
    void run(request, how === "typed" ? texts.passwordSet : null).then(show);
  };
  if (answer !== null) return <Made answer={answer} onClose={onClose} />;
  return (
    <form onSubmit={submit} className={classes["stack"]}>
      {isAdmin ? (
        <Choices
          how={how}
          onHow={setHow}
          typed={typed}
          onTyped={setTyped}
          mustChange={mustChange}
          onMustChange={setMustChange}
        />
      ) : (
        <p>{resets.resetText}</p>
      )}
      {isAdmin && how !== "link" ? (
        <p className={classes["dimmed"]}>{texts.passwordEffect}</p>
      ) : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button
          type="submit"
          loading={busy}
          disabled={how === "typed" && [...typed].length < LEAST}
        >
          {isAdmin ? actions[how] : resets.reset}
        </Button>
      </Group>
    </form>
  );
}

interface ChoicesProps {
  readonly how: string;
  readonly typed: string;
  readonly mustChange: boolean;
  onHow(how: string): void;
  onTyped(typed: string): void;
  onMustChange(mustChange: boolean): void;
}

/** The ways that an administrator has. */
function Choices({ how, typed, mustChange, onHow, onTyped, onMustChange }: ChoicesProps) {
  const texts = useTexts(PEOPLE_TEXT);
  const resets = useTexts(RESET_TEXT);
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={texts.passwordHow}
        value={how}
        onChange={onHow}
        data={[
          { value: "oneTime", label: texts.howOneTime },
          { value: "typed", label: texts.howTyped },
          { value: "link", label: resets.howLink },
        ]}
      />
      {how === "oneTime" ? <p>{texts.oneTimeText}</p> : null}
      {how === "link" ? <p>{resets.linkText}</p> : null}
      {how !== "typed" ? null : (
        <>
          <PasswordInput
            label={texts.newPassword}
            description={texts.passwordRule}
            autoComplete="new-password"
            value={typed}
            data-autofocus
            onChange={({ currentTarget }) => onTyped(currentTarget.value)}
          />
          <Checkbox
            label={texts.mustChange}
            checked={mustChange}
            onChange={({ currentTarget }) => onMustChange(currentTarget.checked)}
          />
        </>
      )}
    </>
  );
}

function bodyOf(how: string, typed: string, mustChange: boolean): SetPasswordRequest {
  if (how === "typed") return { password: typed, mustChange };
  return how === "link" ? { link: true } : {};
}

function Made({ answer, onClose }: { readonly answer: SetPasswordAnswer; onClose(): void }) {
  const texts = useTexts(PEOPLE_TEXT);
  const resets = useTexts(RESET_TEXT);
  const formats = useFormats();
  const until = answer.expiresAt === null ? null : texts.until(formats.moment(answer.expiresAt));
  if (answer.link !== null) {
    const link = `${location.origin}/reset#${answer.link}`;
    return (
      <ShownOnce label={resets.linkLabel} secret={link} onClose={onClose}>
        {resets.linkShownOnce} {until} {answer.needsCountersign ? resets.linkWaits : null}
      </ShownOnce>
    );
  }
  return (
    <ShownOnce label={texts.newPassword} secret={answer.password ?? ""} onClose={onClose}>
      {texts.shownOnce} {until}
    </ShownOnce>
  );
}
