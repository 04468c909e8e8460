import { Button } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPlugConnected,
} from "@tabler/icons-react";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { problemText } from "@healthops/ui/states/problem-text";
import type { ConnectionReport } from "@healthops/replica/remote/replica-api";
import { useState } from "react";
import type { FindingTone } from "./findings.ts";
import { findingsOf } from "./findings.ts";
import { SYNC_SETTINGS_TEXT } from "./sync-settings-text.ts";
import classes from "./sync.module.css";

const ICONS = {
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconCircleX,
  quiet: IconCircleDashed,
} satisfies Record<FindingTone, unknown>;

/** Tries the hub and says what it found, one thing after the other. */
export function ConnectionTest() {
  const api = useReplica();
  const kit = useText();
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<ConnectionReport | null>(null);
  const [failure, setFailure] = useState("");
  const test = (): void => {
    setBusy(true);
    setFailure("");
    api
      .testConnection()
      .then(setReport, (error: unknown) => setFailure(problemText(error, kit)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlugConnected size={15} aria-hidden />}
        loading={busy}
        onClick={test}
      >
        {kit.sync.testConnection}
      </Button>
      <div role="status" className={classes["found"]}>
        {failure}
        {report === null ? null : <Findings report={report} />}
      </div>
    </>
  );
}

function Findings({ report }: { readonly report: ConnectionReport }) {
  const kit = useText();
  const texts = useTexts(SYNC_SETTINGS_TEXT);
  return (
    <>
      <ul aria-label={texts.checks}>
        {findingsOf(report, texts, kit).map(({ name, tone, text }) => {
          const Icon = ICONS[tone];
          return (
            <li key={name} data-tone={tone}>
              <Icon size={18} role="img" aria-label={texts.tones[tone]} />
              <span>
                <strong>{name}</strong> {text}
              </span>
            </li>
          );
        })}
      </ul>
      {report.roundTrip_ms === null ? <small>{texts.browserLimits}</small> : null}
    </>
  );
}
