import { Modal } from "@mantine/core";
import type { CountersignAnswer, ResetLink } from "@healthops/protocol/wire/passwords";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useConfirm } from "@healthops/ui/states/confirm.tsx";
import type { ReactNode } from "react";
import { useState } from "react";
import { useDeed } from "../hub/use-deed.ts";
import { ShownOnce } from "../parts/shown-once.tsx";
import { RESET_TEXT } from "./reset-text.ts";

interface Code {
  readonly name: string;
  readonly code: string;
}

interface Countersigning {
  readonly busy: boolean;
  sign(link: ResetLink): Promise<void>;
  refuse(link: ResetLink): Promise<void>;
  /** The dialog with the code, to be put beside what offers it. */
  readonly dialog: ReactNode;
}

const path = (id: string, deed: string): string => `/api/v1/people/reset-links/${id}/${deed}`;

/** Countersigns a link after a question, shows its code once, or takes the link back. */
export function useCountersign(onDone: () => void): Countersigning {
  const texts = useTexts(RESET_TEXT);
  const { common } = useText();
  const confirm = useConfirm();
  const { busy, run } = useDeed();
  const [shown, setShown] = useState<Code | null>(null);
  const sign = async ({ id, displayName: name }: ResetLink): Promise<void> => {
    const title = texts.countersignTitle(name);
    const text = texts.countersignText(name);
    if (!(await confirm({ title, text, action: texts.countersign }))) return;
    const answer = await run({ method: "POST", path: path(id, "countersign"), body: {} }, null);
    if (answer !== null) setShown({ name, code: (answer.body as CountersignAnswer).code });
    onDone();
  };
  const refuse = async ({ id, displayName: name }: ResetLink): Promise<void> => {
    const question = { title: texts.refuseTitle(name), text: texts.refuseText };
    if (!(await confirm({ ...question, action: texts.refuse, danger: true }))) return;
    await run({ method: "POST", path: path(id, "refuse"), body: {} }, texts.refused);
    onDone();
  };
  const close = (): void => setShown(null);
  const dialog = (
    <Modal
      opened={shown !== null}
      onClose={close}
      title={<span style={{ fontWeight: 620 }}>{texts.codeTitle(shown?.name ?? "")}</span>}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {shown === null ? null : (
        <ShownOnce label={texts.codeLabel} secret={shown.code} onClose={close}>
          {texts.codeText}
        </ShownOnce>
      )}
    </Modal>
  );
  return { busy, sign, refuse, dialog };
}
