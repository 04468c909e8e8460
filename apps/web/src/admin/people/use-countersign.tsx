import { Modal } from "@mantine/core";
import type { CountersignAnswer, ResetLink } from "@healthops/protocol/wire/passwords";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useConfirm } from "@healthops/ui/states/confirm.tsx";
import type { ReactNode } from "react";
import { useState } from "react";
import { useDeed } from "../hub/use-deed.ts";
import { ShownOnce } from "../parts/shown-once.tsx";
import { RESET_TEXT } from "./reset-text.ts";

interface Code {
  /** Whose link it is; null: the reader's own. */
  readonly name: string | null;
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
  const own = useIdentity().personId;
  const nameOf = ({ personId, displayName }: ResetLink) => (personId === own ? null : displayName);
  const sign = async (link: ResetLink): Promise<void> => {
    const { id } = link;
    const name = nameOf(link);
    const title = name === null ? texts.ownTitle : texts.countersignTitle(name);
    const text = name === null ? texts.ownText : texts.countersignText(name);
    if (!(await confirm({ title, text, action: texts.countersign }))) return;
    const answer = await run({ method: "POST", path: path(id, "countersign"), body: {} }, null);
    if (answer !== null) setShown({ name, code: (answer.body as CountersignAnswer).code });
    onDone();
  };
  const refuse = async (link: ResetLink): Promise<void> => {
    const { id } = link;
    const name = nameOf(link);
    const title = name === null ? texts.ownRefuseTitle : texts.refuseTitle(name);
    const question = { title, text: texts.refuseText };
    if (!(await confirm({ ...question, action: texts.refuse, danger: true }))) return;
    await run({ method: "POST", path: path(id, "refuse"), body: {} }, texts.refused);
    onDone();
  };
  const close = (): void => setShown(null);
  const dialog = (
    <Modal
      opened={shown !== null}
      onClose={close}
      title={<span style={{ fontWeight: 620 }}>{titleOf(shown, texts)}</span>}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {shown === null ? null : (
        <ShownOnce label={texts.codeLabel} secret={shown.code} onClose={close}>
          {shown.name === null ? texts.ownCodeText : texts.codeText}
        </ShownOnce>
      )}
    </Modal>
  );
  return { busy, sign, refuse, dialog };
}

function titleOf(code: Code | null, texts: typeof RESET_TEXT.en): string {
  if (code === null) return "";
  return code.name === null ? texts.ownCodeTitle : texts.codeTitle(code.name);
}
