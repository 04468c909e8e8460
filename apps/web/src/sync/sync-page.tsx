import { usePending, useStatus } from "@healthops/ui/data/hooks";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useNavigate } from "@healthops/ui/address/address.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { EmptyState, ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import { pillState } from "@healthops/ui/sync/pill-state";
import { SyncPanel } from "@healthops/ui/sync/sync-panel.tsx";
import { useAskToSignIn } from "../sign-in/sign-in-again.tsx";
import classes from "./sync.module.css";
import { SYNC_SETTINGS_TEXT } from "./sync-settings-text.ts";
import { SyncSettings } from "./sync-settings.tsx";
import { WaitingList } from "./waiting-list.tsx";

const UNSENT = ["waiting", "sent"] as const;

/** How this device stands to the hub, and every change that the hub does not have yet. */
export function SyncPage() {
  const texts = useText();
  const navigate = useNavigate();
  const askToSignIn = useAskToSignIn();
  return (
    <Page title={texts.sync.title}>
      <div className={classes["sync"]}>
        <section className={`ho-card ${classes["panel"]}`}>
          <Panel
            onSignIn={askToSignIn}
            onShow={(what) => navigate(what === "waiting" ? "/sync" : `/${what}`)}
          />
        </section>
        <SyncSettings onSignIn={askToSignIn} />
        <section className={`ho-card ${classes["waiting"]}`} aria-labelledby="waiting">
          <h2 id="waiting">{texts.sync.changesWaiting}</h2>
          <Waiting />
        </section>
      </div>
    </Page>
  );
}

function Panel(actions: Parameters<typeof SyncPanel>[0]["actions"]) {
  const texts = useText();
  const status = useStatus();
  if (status.state === "loading") return <LoadingState />;
  if (status.state === "failed") return <ErrorState error={status.error} />;
  return (
    <SyncPanel
      status={status.value}
      pill={pillState(status.value, texts)}
      actions={actions}
      settingsElsewhere
    />
  );
}

function Waiting() {
  const texts = useTexts(SYNC_SETTINGS_TEXT);
  const pending = usePending(UNSENT);
  if (pending.state === "loading") return <LoadingState lines={3} />;
  if (pending.state === "failed") return <ErrorState error={pending.error} />;
  if (pending.value.length === 0)
    return <EmptyState title={texts.nothingWaits} text={texts.nothingWaitsText} />;
  return <WaitingList groups={pending.value} />;
}
