import { Button, Group, Modal, Text } from "@mantine/core";
import { assert } from "@healthops/base/assert";
import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useState } from "react";
import { useText } from "../i18n/language-provider.tsx";

export interface Question {
  readonly title: string;
  readonly text: ReactNode;
  /** What the button that agrees says: the deed itself, never `OK`. */
  readonly action: string;
  readonly danger?: boolean;
}

interface Asked extends Question {
  answer(agreed: boolean): void;
}

type Confirm = (question: Question) => Promise<boolean>;

const ConfirmContext = createContext<Confirm | null>(null);

/** Shows the questions that `useConfirm` asks, one at a time. */
export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
  const texts = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [open, setOpen] = useState(false);
  const confirm = useCallback<Confirm>(
    (question) =>
      new Promise((resolve) => {
        setAsked({ ...question, answer: resolve });
        setOpen(true);
      }),
    [],
  );
  const close = (agreed: boolean): void => {
    setOpen(false);
    asked?.answer(agreed);
  };
  return (
    <ConfirmContext value={confirm}>
      {children}
      <Modal
        opened={open}
        onClose={() => close(false)}
        title={<span style={{ fontWeight: 620 }}>{asked?.title}</span>}
        closeButtonProps={{ "aria-label": texts.common.close }}
        size="sm"
      >
        <Text size="sm">{asked?.text}</Text>
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={() => close(false)}>
            {texts.common.cancel}
          </Button>
          <Button
            data-autofocus
            {...(asked?.danger === true ? { color: "red.8" } : {})}
            onClick={() => close(true)}
          >
            {asked?.action}
          </Button>
        </Group>
      </Modal>
    </ConfirmContext>
  );
}

/** Asks a question in a dialog; resolves to whether the person agreed. */
export function useConfirm(): Confirm {
  const confirm = useContext(ConfirmContext);
  assert(confirm !== null, "questions are asked inside a KitProvider");
  return confirm;
}
