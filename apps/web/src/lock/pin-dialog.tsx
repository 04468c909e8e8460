import { Alert, Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useLabel, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { LOCK_SETTINGS_TEXT } from "./lock-settings-text.ts";
import { PinField } from "./pin-field.tsx";
import { usePinForm } from "./use-pin-form.ts";

interface PinDialogProps {
  readonly opened: boolean;
  /** Whether one is replaced. */
  readonly change: boolean;
  close(): void;
  /** After the new PIN is set. */
  onSet(): void;
}

/** Sets a PIN: twice, and with the password. */
export function PinDialog({ opened, change, close, onSet }: PinDialogProps) {
  const say = useLabel();
  const texts = useText();
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="sm"
      title={
        <span style={{ fontWeight: 620 }}>
          {say(change ? LOCK_SETTINGS_TEXT.change : LOCK_SETTINGS_TEXT.set)}
        </span>
      }
      closeButtonProps={{ "aria-label": texts.common.close }}
    >
      {/* What was typed goes with the dialog. */}
      <PinForm close={close} onSet={onSet} />
    </Modal>
  );
}

function PinForm({ close, onSet }: Pick<PinDialogProps, "close" | "onSet">) {
  const say = useLabel();
  const texts = useText();
  const { values, set, faults, failure, busy, submit } = usePinForm(onSet);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        {failure !== null && (
          <Alert color="red" p="xs" role="alert">
            {failure}
          </Alert>
        )}
        <PinField
          name="new-pin"
          label={say(LOCK_SETTINGS_TEXT.newPin)}
          description={say(LOCK_SETTINGS_TEXT.newPinHelp)}
          value={values.pin}
          error={faults.pin !== undefined && say(faults.pin)}
          onChange={(pin) => set({ pin })}
          autoFocus
        />
        <PinField
          name="new-pin-again"
          label={say(LOCK_SETTINGS_TEXT.again)}
          value={values.again}
          error={faults.again !== undefined && say(faults.again)}
          onChange={(again) => set({ again })}
        />
        <PasswordInput
          name="password"
          label={say(LOCK_SETTINGS_TEXT.password)}
          description={say(LOCK_SETTINGS_TEXT.passwordWhy)}
          value={values.password}
          error={faults.password !== undefined && say(faults.password)}
          onChange={({ currentTarget }) => set({ password: currentTarget.value })}
          autoComplete="current-password"
          maxLength={200}
          size="md"
          required
          withAsterisk={false}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {texts.common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
