import type { Status } from "@healthops/replica/status/status";
import type { Texts } from "../i18n/texts/texts.ts";

export type PillTone = "good" | "quiet" | "busy" | "warn" | "bad";

/** What the sync pill says, and what there is to do about it. */
export interface PillState {
  readonly tone: PillTone;
  readonly text: string;
  /** The same in the room that a phone has. */
  readonly short: string;
  /** The same in a sentence, for the panel. */
  readonly explanation: string;
  readonly action: "signIn" | "resolve" | "review" | null;
}

interface More {
  readonly short?: string;
  readonly action?: PillState["action"];
}

/**
 * The most important thing first: what a person must do, then what is going on, then what waits. It
 * says `Synced` only when the hub was reached and nothing waits.
 */
export function pillState(status: Status, { sync: texts }: Texts): PillState {
  const { waiting, rejected, conflicts, online } = status;
  const away = online === false;
  if (status.signedIn === null) return say("quiet", texts.signedOut, texts.explainSignIn);
  if (status.signInNeeded) {
    const more = { short: texts.short.signIn, action: "signIn" } as const;
    return say("warn", texts.signInNeeded, texts.explainSignIn, more);
  }
  if (rejected > 0 || conflicts > 0) {
    const [tone, short, explanation, action] =
      rejected > 0
        ? (["bad", texts.rejected(rejected), texts.explainRejected, "review"] as const)
        : (["warn", texts.conflicts(conflicts), texts.explainConflicts, "resolve"] as const);
    const all = waiting > 0 ? texts.alsoWaiting(short, waiting) : short;
    const text = away ? texts.alsoOffline(all) : all;
    return say(tone, text, explanation, { short, action });
  }
  if (status.off === true && status.phase.kind === "idle") {
    const text = waiting > 0 ? texts.offWaiting(waiting) : texts.off;
    return say("quiet", text, texts.explainOff, { short: texts.off });
  }
  if (away && waiting > 0) {
    const short = texts.short.offlineWaiting(waiting);
    return say("quiet", texts.offlineWaiting(waiting), texts.explainOffline, { short });
  }
  return away ? say("quiet", texts.offline, texts.explainOffline) : atWork(status, texts);
}

/** There is nothing to do for the person, and the hub answers, as far as is known. */
function atWork(
  { phase, waiting, online, lastSyncAt_ms }: Status,
  texts: Texts["sync"],
): PillState {
  if (phase.kind === "pushing") {
    if (waiting === 0) return say("busy", texts.sending, texts.explainBusy);
    const short = texts.short.sending(waiting);
    return say("busy", texts.sendingOf(waiting), texts.explainBusy, { short });
  }
  if (phase.kind === "pulling") {
    const { received, remaining } = phase;
    if (remaining === null || remaining === 0) {
      return say("busy", texts.receiving, texts.explainBusy);
    }
    const all = received + remaining;
    const short = texts.short.receiving(Math.floor((100 * received) / all));
    return say("busy", texts.receivingOf(received, all), texts.explainBusy, { short });
  }
  if (waiting > 0) {
    const short = texts.short.waiting(waiting);
    return say("busy", texts.waiting(waiting), texts.explainWaiting, { short });
  }
  if (online === "unknown") return say("quiet", texts.connecting, texts.explainUnknown);
  if (lastSyncAt_ms === null) return say("busy", texts.connecting, texts.explainUnknown);
  return say("good", texts.synced, texts.explainSynced);
}

function say(tone: PillTone, text: string, explanation: string, more: More = {}): PillState {
  return { tone, text, short: more.short ?? text, explanation, action: more.action ?? null };
}
