import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import type { FormEvent, ReactNode } from "react";
import { useState } from "react";
import classes from "./admin.module.css";

export interface TypedQuestion {
  readonly title: string;
  readonly text: ReactNode;
  /** What is lost or stays, so that nobody overlooks it. */
  readonly loss: string;
  readonly tone: "warn" | "bad";
  /** What has to be typed, as it stands on the screen. */
  readonly word: string;
  readonly wordLabel: string;
  readonly reasonLabel: string;
  readonly action: string;
  /** `reason`: what was typed there, empty for none. */
  agree(reason: string): void;
}

/** Asks before something that cannot be taken back: one types the name of what it is about. */
export function TypedConfirm(props: { readonly question: TypedQuestion | null; onClose(): void }) {
  const { common } = useText();
  const { question, onClose } = props;
  return (
    <Modal
      opened={question !== null}
      onClose={onClose}
      title={<span style={{ fontWeight: 620 }}>{question?.title}</span>}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {question === null ? null : <Body question={question} onClose={onClose} />}
    </Modal>
  );
}

function Body({ question, onClose }: { readonly question: TypedQuestion; onClose(): void }) {
  const { common } = useText();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const right = typed.trim() === question.word;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!right) return;
    onClose();
    question.agree(reason.trim());
  };
  return (
    <form className={classes["stack"]} onSubmit={submit}>
      <p>{question.text}</p>
      <p className={classes["loss"]} data-tone={question.tone}>
        {question.loss}
      </p>
      <TextInput
        label={question.reasonLabel}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <TextInput
        label={question.wordLabel}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button type="submit" color="red.8" disabled={!right}>
          {question.action}
        </Button>
      </Group>
    </form>
  );
}
