import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useText } from "../i18n/language-provider.tsx";

export interface FormDialogProps {
  readonly title: string;
  readonly opened: boolean;
  onClose(): void;
  readonly children: ReactNode;
}

/** A dialog for a form: the form itself decides what Esc means; on a phone it takes the whole screen. */
export function FormDialog({ title, opened, onClose, children }: FormDialogProps) {
  const texts = useText();
  const narrow = useMediaQuery("(max-width: 47.99em)", undefined, {
    getInitialValueInEffect: false,
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<span style={{ fontWeight: 620 }}>{title}</span>}
      size="xl"
      fullScreen={narrow === true}
      closeOnEscape={false}
      closeButtonProps={{ "aria-label": texts.common.close }}
    >
      {children}
    </Modal>
  );
}
