import { Alert, Button, PasswordInput, Stack, Text } from "@mantine/core";
import type { Status } from "@healthops/replica/status/status";
import { useStatus } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useNavigate } from "@healthops/ui/address/address.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { IconAlertTriangle, IconCircleCheck, IconCloudOff } from "@tabler/icons-react";
import { NewPasswordFields } from "../sign-in/new-password-fields.tsx";
import { PASSWORD_TEXT } from "./password-text.ts";
import classes from "./password.module.css";
import { useOwnPassword } from "./use-own-password.ts";

/** Where everybody changes their own password. */
export function PasswordPage() {
  const texts = useTexts(PASSWORD_TEXT);
  const go = useNavigate();
  const form = useOwnPassword();
  return (
    <Page title={texts.title} onBack={() => go("/settings")}>
      <div className={`ho-card ${classes["card"]}`}>
        {form.phase === "done" ? (
          <Done onAgain={form.begin} />
        ) : (
          <>
            <Text size="sm">{texts.intro}</Text>
            <Offline />
            <Fields form={form} />
          </>
        )}
      </div>
    </Page>
  );
}

function Done({ onAgain }: { onAgain(): void }) {
  const texts = useTexts(PASSWORD_TEXT);
  return (
    <>
      <Alert
        color="petrol"
        role="status"
        icon={<IconCircleCheck aria-hidden />}
        title={texts.doneTitle}
      >
        {texts.done}
      </Alert>
      <Button variant="default" onClick={onAgain}>
        {texts.again}
      </Button>
    </>
  );
}

/** Said as soon as it is known, not only after everything was typed. */
function Offline() {
  const texts = useTexts(PASSWORD_TEXT);
  const status: Status | null = valueOr(useStatus(), null);
  if (status?.online !== false) return null;
  return (
    <Alert
      color="yellow"
      role="status"
      icon={<IconCloudOff aria-hidden />}
      title={texts.offlineTitle}
    >
      {texts.offline}
    </Alert>
  );
}

function Fields({ form }: { readonly form: ReturnType<typeof useOwnPassword> }) {
  const texts = useTexts(PASSWORD_TEXT);
  const { common } = useText();
  const { faults, phase, wait_s } = form;
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        {faults.whole === undefined ? null : (
          <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
            {faults.whole}
          </Alert>
        )}
        {/* For what the browser remembers of passwords. */}
        <input
          type="hidden"
          name="username"
          autoComplete="username"
          value={form.username}
          readOnly
        />
        <PasswordInput
          ref={form.currentField}
          name="current-password"
          label={texts.current}
          value={form.current}
          onChange={({ currentTarget }) => form.setCurrent(currentTarget.value)}
          error={faults.current}
          visibilityToggleButtonProps={{ "aria-label": common.showPassword, tabIndex: 0 }}
          autoComplete="current-password"
          autoFocus
          maxLength={200}
          size="md"
          required
          withAsterisk={false}
        />
        <NewPasswordFields
          value={form.next}
          field={form.nextField}
          fault={faults.next ?? null}
          checked={phase === "checked" && faults.current === undefined && faults.next === undefined}
          comesLater
          onChange={form.setNext}
        />
        <ul className={classes["after"]}>
          <li>{texts.here}</li>
          <li>{texts.elsewhere}</li>
        </ul>
        <Button type="submit" size="md" loading={phase === "busy"} disabled={wait_s > 0}>
          {phase === "busy" ? texts.busy : texts.submit}
        </Button>
      </Stack>
    </form>
  );
}
