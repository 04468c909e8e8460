import { Button, Switch } from "@mantine/core";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useStatus } from "@healthops/ui/data/hooks";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { ScheduleFields } from "@healthops/ui/sync/schedule-fields.tsx";
import { ConnectionTest } from "./connection-test.tsx";
import { DeviceCopies } from "./device-copies.tsx";
import { SYNC_SETTINGS_TEXT } from "./sync-settings-text.ts";
import classes from "./sync.module.css";

/** What can be set about syncing on this device, and whether the connection is all right. */
export function SyncSettings({ onSignIn }: { readonly onSignIn: () => void }) {
  const texts = useTexts(SYNC_SETTINGS_TEXT);
  const { displayName, username } = useIdentity();
  return (
    <section className={`ho-card ${classes["settings"]}`} aria-labelledby="sync-settings">
      <h2 id="sync-settings">{texts.title}</h2>
      <AutomaticSwitch />
      <dl className={classes["facts"]}>
        <div>
          <dt>{texts.hub}</dt>
          <dd>
            <code>{window.location.origin}</code>
            <small>{texts.hubText}</small>
          </dd>
        </div>
        <div>
          <dt>{texts.signedIn}</dt>
          <dd>
            <span>
              {displayName} <small>({username})</small>
            </span>
            <Button size="xs" variant="default" onClick={onSignIn}>
              {texts.signInAgain}
            </Button>
          </dd>
        </div>
        <div>
          <dt>{texts.schedule}</dt>
          <dd>
            <ScheduleFields />
          </dd>
        </div>
        <div>
          <dt>{texts.connection}</dt>
          <dd>
            <ConnectionTest />
          </dd>
        </div>
        <DeviceCopies />
      </dl>
    </section>
  );
}

function AutomaticSwitch() {
  const api = useReplica();
  const texts = useTexts(SYNC_SETTINGS_TEXT);
  const announce = useAnnounce();
  const status = useStatus();
  const off = status.state === "ready" && status.value.off === true;
  return (
    <Switch
      className={classes["switch"] ?? ""}
      checked={!off}
      label={texts.automatic}
      description={texts.automaticText}
      onChange={(event) => {
        api.setSchedule({ automatic: event.currentTarget.checked }).catch(announce.failed);
      }}
    />
  );
}
