import type { Status } from "@healthops/replica/status/status";
import type { Texts } from "../i18n/texts/texts.ts";

export type PillTone = "good" | "quiet" | "busy" | "warn" | "bad";

/** What the sync pill says, and what there is to do about it. */
export interface PillState {
  readonly tone: PillTone;
  readonly text: string;
  /** The same in a sentence, for the panel. */
  readonly explanation: string;
  readonly action: "signIn" | "resolve" | "review" | null;
}

/**
 * The most important thing first: what a person must do, then what is going on, then what waits. It
 * says `Synced` only when the hub was reached and nothing waits.
 */
export function pillState(status: Status, { sync: texts }: Texts): PillState {
  const say = (
    tone: PillTone,
    text: string,
    explanation: string,
    action: PillState["action"] = null,
  ): PillState => ({ tone, text, explanation, action });
  const { waiting, rejected, conflicts, phase, online } = status;

  if (status.signedIn === null) return say("quiet", texts.signedOut, texts.explainSignIn);
  if (status.signInNeeded) {
    return say("warn", texts.signInNeeded, texts.explainSignIn, "signIn");
  }
  if (rejected > 0) return say("bad", texts.rejected(rejected), texts.explainRejected, "review");
  if (conflicts > 0)
    return say("warn", texts.conflicts(conflicts), texts.explainConflicts, "resolve");
  if (online === false) {
    const text = waiting > 0 ? texts.offlineWaiting(waiting) : texts.offline;
    return say("quiet", text, texts.explainOffline);
  }
  if (phase.kind === "pushing") {
    return say("busy", waiting > 0 ? texts.sendingOf(waiting) : texts.sending, texts.explainBusy);
  }
  if (phase.kind === "pulling") return say("busy", pullText(phase, texts), texts.explainBusy);
  if (waiting > 0) return say("busy", texts.waiting(waiting), texts.explainWaiting);
  if (online === "unknown") return say("quiet", texts.connecting, texts.explainUnknown);
  if (status.lastSyncAt_ms === null) return say("busy", texts.connecting, texts.explainUnknown);
  return say("good", texts.synced, texts.explainSynced);
}

function pullText(
  phase: Extract<Status["phase"], { kind: "pulling" }>,
  texts: Texts["sync"],
): string {
  const { received, remaining } = phase;
  if (remaining === null || remaining === 0) return texts.receiving;
  return texts.receivingOf(Math.floor((100 * received) / (received + remaining)));
}
