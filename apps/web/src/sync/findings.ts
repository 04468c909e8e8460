import type { ConnectionReport } from "@healthops/replica/remote/replica-api";
import type { Texts } from "@healthops/ui/i18n/texts/texts";
import { failureText } from "@healthops/ui/states/problem-text";
import { CLOCK_TEXTS } from "../sign-in/clock-text.ts";
import type { SYNC_SETTINGS_TEXT } from "./sync-settings-text.ts";

/** Somebody who tests the connection is told sooner than others are bothered. */
const CLOCK_TOLD_MS = 2 * 60_000;

export type FindingTone = "good" | "warn" | "bad" | "quiet";

type SyncSettingsText = (typeof SYNC_SETTINGS_TEXT)["en" | "tr"];

/** What a test of the connection found about one thing. */
export interface Finding {
  readonly name: string;
  readonly tone: FindingTone;
  readonly text: string;
}

/** What a test found, in the order in which one thing stands on the other: address, version, session, clock. */
export function findingsOf(
  report: ConnectionReport,
  texts: SyncSettingsText,
  kit: Texts,
): readonly Finding[] {
  const { reachable, roundTrip_ms, version, session, problem } = report;
  const said = problem === null ? kit.sync.unreachable : failureText(problem, kit);
  const answered = roundTrip_ms !== null;
  const untried: Omit<Finding, "name"> = { tone: "quiet", text: texts.notTried };
  const address: Omit<Finding, "name"> = answered
    ? { tone: "good", text: texts.addressGood(Math.round(roundTrip_ms)) }
    : { tone: "bad", text: said };
  const versions: Omit<Finding, "name"> = !answered
    ? untried
    : reachable
      ? { tone: "good", text: texts.versionGood(version ?? "") }
      : { tone: "bad", text: said };
  const sessions: Record<"ok" | "refused" | "none", Omit<Finding, "name">> = {
    ok: { tone: "good", text: texts.sessionGood },
    refused: { tone: "bad", text: said },
    none: { tone: "quiet", text: texts.sessionNone },
  };
  return [
    { name: texts.address, ...address },
    { name: texts.version, ...versions },
    { name: texts.session, ...(reachable ? sessions[session ?? "none"] : untried) },
    { name: texts.clock, ...(answered ? clock(report, texts, kit) : untried) },
  ];
}

function clock(
  { clockAhead_ms }: ConnectionReport,
  texts: SyncSettingsText,
  { language }: Texts,
): Omit<Finding, "name"> {
  if (clockAhead_ms === null) return { tone: "quiet", text: texts.clockUnknown };
  if (Math.abs(clockAhead_ms) <= CLOCK_TOLD_MS) return { tone: "good", text: texts.clockGood };
  const words = CLOCK_TEXTS[language];
  return { tone: "warn", text: `${words.title(clockAhead_ms)} ${words.text}` };
}
