import { Button, Group, Progress } from "@mantine/core";
import { IconPlugConnected, IconRefresh } from "@tabler/icons-react";
import type { GroupState } from "@healthops/replica/outbox/group-state";
import type { Status } from "@healthops/replica/status/status";
import type { ReactNode } from "react";
import { useState } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import { useFormats, useText } from "../i18n/language-provider.tsx";
import type { Texts } from "../i18n/texts/texts.ts";
import { failureText, problemText } from "../states/problem-text.ts";
import type { PillState } from "./pill-state.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import { StorageUse } from "./storage-use.tsx";
import { UnsentSummary } from "./unsent-summary.tsx";

/** Where the panel leads to. */
export interface SyncActions {
  onSignIn(): void;
  onShow(what: "conflicts" | "rejected" | "waiting"): void;
}

interface SyncPanelProps {
  readonly status: Status;
  readonly pill: PillState;
  readonly actions: SyncActions;
  /** Whether the page around it has the test of the connection and the times; default false. */
  readonly settingsElsewhere?: boolean;
}

const UNSENT: readonly GroupState[] = ["waiting", "sent"];
const REFUSED: readonly GroupState[] = ["rejected", "held"];

/** The whole truth about syncing, and what can be done about it. */
export function SyncPanel({ status, pill, actions, settingsElsewhere = false }: SyncPanelProps) {
  const texts = useText();
  const { sync } = texts;
  const said = useSaid();
  // That the hub is away is what the head says already.
  const lastError = status.lastError?.code === "offline" ? null : status.lastError;
  return (
    <div className="ho-panel">
      <div className="ho-panel-head" data-tone={pill.tone}>
        <strong>{pill.text}</strong>
        <span>{pill.explanation}</span>
        <PullProgress status={status} />
        <PanelAction pill={pill} actions={actions} />
      </div>
      {status.copied === true ? <p className="ho-panel-note">{sync.copied}</p> : null}
      <Facts status={status} texts={texts} onShow={actions.onShow} />
      {lastError === null ? null : (
        <p className="ho-panel-note" data-tone="bad">
          <strong>{sync.lastError}:</strong> {failureText(lastError, texts)}
        </p>
      )}
      <UnsentSummary states={REFUSED} title={sync.refusedHere} />
      <UnsentSummary states={UNSENT} title={sync.waitingHere} />
      <Group gap="xs" px="md" pb="sm">
        <Button
          size="xs"
          leftSection={<IconRefresh size={15} />}
          loading={said.busy === "sync"}
          onClick={said.sync}
        >
          {sync.syncNow}
        </Button>
        {settingsElsewhere ? null : (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlugConnected size={15} />}
            loading={said.busy === "test"}
            onClick={said.test}
          >
            {sync.testConnection}
          </Button>
        )}
      </Group>
      <p className="ho-panel-said" role="status">
        {said.text}
      </p>
      {settingsElsewhere ? null : (
        <details className="ho-panel-part">
          <summary>{sync.schedule}</summary>
          <ScheduleFields />
        </details>
      )}
      <details className="ho-panel-part">
        <summary>{sync.storage}</summary>
        <StorageUse />
      </details>
    </div>
  );
}

interface Said {
  readonly busy: "sync" | "test" | null;
  readonly text: string;
  sync(): void;
  test(): void;
}

/** Runs what the buttons ask for and says how it went. */
function useSaid(): Said {
  const api = useReplica();
  const texts = useText();
  const [busy, setBusy] = useState<Said["busy"]>(null);
  const [text, setText] = useState("");
  const run = (kind: "sync" | "test", work: () => Promise<string>): void => {
    setBusy(kind);
    setText("");
    work()
      .then(setText, (error: unknown) => setText(problemText(error, texts)))
      .finally(() => setBusy(null));
  };
  return {
    busy,
    text,
    sync: () =>
      run("sync", async () => {
        const { pushed, pulled } = await api.sync();
        return texts.sync.syncDone(pushed, pulled);
      }),
    test: () =>
      run("test", async () => {
        const { reachable, roundTrip_ms, problem } = await api.testConnection();
        if (reachable && problem === null)
          return texts.sync.reachable(Math.round(roundTrip_ms ?? 0));
        return problem === null ? texts.sync.unreachable : failureText(problem, texts);
      }),
  };
}

function PanelAction({ pill, actions }: Pick<SyncPanelProps, "pill" | "actions">) {
  const { sync } = useText();
  if (pill.action === null) return null;
  const { text, act } = {
    signIn: { text: sync.signIn, act: actions.onSignIn },
    resolve: { text: sync.resolve, act: () => actions.onShow("conflicts") },
    review: { text: sync.review, act: () => actions.onShow("rejected") },
  }[pill.action];
  return (
    <Button size="xs" mt={6} onClick={act} style={{ alignSelf: "flex-start" }}>
      {text}
    </Button>
  );
}

function PullProgress({ status: { phase } }: { readonly status: Status }) {
  const { sync } = useText();
  if (phase.kind !== "pulling" || phase.remaining === null || phase.remaining === 0) return null;
  const part = (100 * phase.received) / (phase.received + phase.remaining);
  return (
    <Progress.Root size="sm" mt={6}>
      <Progress.Section value={part} aria-label={sync.receiving} />
    </Progress.Root>
  );
}

interface FactsProps {
  readonly status: Status;
  readonly texts: Texts;
  onShow(what: "conflicts" | "rejected" | "waiting"): void;
}

function Facts({ status, texts: { sync }, onShow }: FactsProps) {
  const formats = useFormats();
  const at = status.lastSyncAt_ms;
  const counted = (n: number, what: "conflicts" | "rejected" | "waiting"): ReactNode =>
    n === 0 ? (
      "0"
    ) : (
      <button type="button" className="ho-link" onClick={() => onShow(what)}>
        {formats.number(n, 0)}
      </button>
    );
  return (
    <dl className="ho-facts">
      <Fact name={sync.lastSync}>{at === null ? sync.never : formats.moment(at)}</Fact>
      <Fact name={sync.changesWaiting}>{counted(status.waiting, "waiting")}</Fact>
      <Fact name={sync.changesRefused}>{counted(status.rejected, "rejected")}</Fact>
      {status.held > 0 ? (
        <Fact name={sync.changesHeld}>{counted(status.held, "rejected")}</Fact>
      ) : null}
      <Fact name={sync.openConflicts}>{counted(status.conflicts, "conflicts")}</Fact>
      <Fact name={sync.liveChannel}>
        {/* A channel that has not noticed yet that the network is gone brings nothing either. */}
        {sync.live[status.online === false ? "waiting" : status.live]}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="ho-number">{children}</dd>
    </div>
  );
}
