import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useText } from "../i18n/language-provider.tsx";

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly value: string;
  readonly max: number;
  onClose(): void;
  onName(name: string): void;
}

/** Asks for a name. Enter takes it. */
export function NameDialog({ title, label, value, max, onClose, onName }: NameDialogProps) {
  const texts = useText();
  const [name, setName] = useState(value);
  const ready = name.trim() !== "";
  return (
    <Modal
      opened
      size="sm"
      onClose={onClose}
      title={<span style={{ fontWeight: 620 }}>{title}</span>}
      closeButtonProps={{ "aria-label": texts.common.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onName(name.trim());
        }}
      >
        <Stack gap="md">
          <TextInput
            label={label}
            data-autofocus
            maxLength={max}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {texts.common.cancel}
            </Button>
            <Button type="submit" disabled={!ready}>
              {texts.common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
