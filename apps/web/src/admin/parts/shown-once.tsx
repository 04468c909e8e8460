import { Button, CopyButton, Group } from "@mantine/core";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./admin.module.css";

const TEXT = {
  en: { copy: "Copy", copied: "Copied", done: "Done" },
  tr: { copy: "Kopyala", copied: "Kopyalandı", done: "Tamam" },
};

interface ShownOnceProps {
  readonly label: string;
  readonly secret: string;
  /** What to do with it. */
  readonly children: ReactNode;
  onClose(): void;
}

/** A secret that the hub made and tells this once, with the way to copy it. */
export function ShownOnce({ label, secret, children, onClose }: ShownOnceProps) {
  const texts = useTexts(TEXT);
  return (
    <div className={classes["stack"]}>
      <div className={classes["secret"]}>
        <output aria-label={label}>{secret}</output>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              data-autofocus
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {copied ? texts.copied : texts.copy}
            </Button>
          )}
        </CopyButton>
      </div>
      <p>{children}</p>
      <Group justify="flex-end">
        <Button onClick={onClose}>{texts.done}</Button>
      </Group>
    </div>
  );
}
