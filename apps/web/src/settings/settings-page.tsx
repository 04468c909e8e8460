import { Button, Group } from "@mantine/core";
import { IconKey, IconKeyboard, IconLock } from "@tabler/icons-react";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useOpenShortcutHelp } from "@healthops/ui/palette/palette-provider.tsx";
import { LetterKeysSwitch } from "@healthops/ui/palette/letter-keys.tsx";
import { useNavigate } from "@healthops/ui/address/address.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { ScheduleFields } from "@healthops/ui/sync/schedule-fields.tsx";
import { StorageUse } from "@healthops/ui/sync/storage-use.tsx";
import type { ReactNode } from "react";
import { useId } from "react";
import { LOCK_SETTINGS_TEXT } from "../lock/lock-settings-text.ts";
import { LockSettings } from "../lock/lock-settings.tsx";
import { PASSWORD_PATH } from "../password/password-path.ts";
import { InstallPart } from "./install-part.tsx";
import { LanguageSwitch } from "../preferences/language-switch.tsx";
import { SETTINGS_TEXT } from "./settings-text.ts";
import classes from "./settings.module.css";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";

/** What a person sets on this device for themselves. */
export function SettingsPage() {
  const kit = useText();
  const texts = useTexts(SETTINGS_TEXT);
  const say = useLabel();
  const help = useOpenShortcutHelp();
  return (
    <Page
      title={texts.title}
      actions={
        <Button
          variant="default"
          size="xs"
          // A phone has no keys to speak of.
          visibleFrom="sm"
          leftSection={<IconKeyboard size={16} aria-hidden />}
          onClick={help}
        >
          {texts.shortcuts}
        </Button>
      }
    >
      <div className={classes["settings"]}>
        <Part title={texts.look}>
          <Row name={kit.common.language}>
            <LanguageSwitch />
          </Row>
          <Row name={kit.common.appearance}>
            <ThemeSwitch />
          </Row>
        </Part>
        <Part title={texts.account}>
          <Account />
        </Part>
        <Part title={say(LOCK_SETTINGS_TEXT.title)}>
          <LockSettings />
        </Part>
        <Part title={texts.shortcuts}>
          <LetterKeysSwitch />
        </Part>
        <Part title={texts.syncing}>
          <p>{texts.scheduleText}</p>
          <ScheduleFields />
        </Part>
        <Part title={texts.device}>
          <StorageUse />
        </Part>
        <Part title={texts.install}>
          <InstallPart />
        </Part>
      </div>
    </Page>
  );
}

/** Who is signed in, and when this device asks for the secret again. */
function Account() {
  const api = useReplica();
  const kit = useText();
  const texts = useTexts(SETTINGS_TEXT);
  const { displayName, username } = useIdentity();
  const go = useNavigate();
  return (
    <>
      <p>{texts.signedInAs(displayName, username)}</p>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconKey size={16} aria-hidden />}
          onClick={() => go(PASSWORD_PATH)}
        >
          {kit.shell.password}
        </Button>
        <Button
          variant="default"
          leftSection={<IconLock size={16} aria-hidden />}
          onClick={() => void api.lock()}
        >
          {kit.shell.lock}
        </Button>
      </Group>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ title, children }: PartProps) {
  const id = useId();
  return (
    <section className={`ho-card ${classes["part"]}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes["row"]}>
      <span>{name}</span>
      {children}
    </div>
  );
}
