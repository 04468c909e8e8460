import { isProblem } from "@healthops/base/problem";
import { passwordFault } from "@healthops/protocol/password-rules";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useLanguage, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { problemText } from "@healthops/ui/states/problem-text";
import type { FormEvent } from "react";
import { useRef, useState } from "react";
import { useCountdown } from "../sign-in/use-countdown.ts";
import type { NewPassword } from "../sign-in/use-sign-in-form.ts";
import { PASSWORD_TEXT } from "./password-text.ts";

/** What is wrong, by the field where it shows; `whole` belongs to none. */
interface Faults {
  readonly current?: string;
  readonly next?: string;
  readonly whole?: string;
}

/** Nobody knows then whether the hub heard the question. */
const UNANSWERED: ReadonlySet<string> = new Set(["offline", "timeout", "bad_answer"]);

const EMPTY: NewPassword = { next: "", again: "" };

/** What the form about one's own password holds, what is wrong with it, and how it asks the hub. */
export function useOwnPassword() {
  const api = useReplica();
  const { username } = useIdentity();
  const all = useText();
  const texts = useTexts(PASSWORD_TEXT);
  const say = useLabel();
  const { language } = useLanguage();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState(EMPTY);
  const [faults, setFaults] = useState<Faults>({});
  const [phase, setPhase] = useState<"idle" | "checked" | "busy" | "done">("idle");
  const [wait_s, startWait] = useCountdown();
  const currentField = useRef<HTMLInputElement>(null);
  const nextField = useRef<HTMLInputElement>(null);

  const show = (found: Faults): void => {
    setFaults(found);
    setPhase("checked");
    if (found.current !== undefined) currentField.current?.select();
    else if (found.next !== undefined) nextField.current?.select();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (phase === "busy" || wait_s > 0) return;
    const weak = passwordFault(next.next, { username, current });
    if (current === "") return show({ current: texts.currentMissing });
    if (weak !== null) return show({ next: sentence(say(weak), language) });
    if (next.next !== next.again) return show({});
    setFaults({});
    setPhase("busy");
    try {
      await api.changePassword({ current, next: next.next });
      setCurrent("");
      setNext(EMPTY);
      setPhase("done");
    } catch (error) {
      const code = isProblem(error) ? error.code : null;
      if (code === "wrong_password") show({ current: texts.currentWrong });
      else if (code === "weak_password") show({ next: problemText(error, all) });
      else if (code !== null && UNANSWERED.has(code)) show({ whole: texts.unanswered });
      else show({ whole: problemText(error, all) });
      const seconds = isProblem(error) ? error.extra["retryAfterSeconds"] : null;
      startWait(typeof seconds === "number" ? seconds : 0);
    }
    return undefined;
  };
  return {
    username,
    current,
    next,
    faults,
    phase,
    wait_s,
    currentField,
    nextField,
    setCurrent(value: string): void {
      setCurrent(value);
      setFaults(({ current: _gone, ...rest }) => rest);
    },
    setNext(value: NewPassword): void {
      setNext(value);
      setFaults(({ next: _gone, ...rest }) => rest);
    },
    begin: () => setPhase("idle"),
    submit,
  };
}

/** Rules are said behind a colon elsewhere; here they stand alone. */
function sentence(text: string, language: string): string {
  return text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1);
}
