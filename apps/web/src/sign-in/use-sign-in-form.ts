import type { DeviceCredentials } from "@healthops/replica/remote/replica-api";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import type { FormEvent } from "react";
import { useRef, useState } from "react";
import type { SignInProblem } from "./sign-in-problem.ts";
import { signInProblem } from "./sign-in-problem.ts";
import { useCountdown } from "./use-countdown.ts";

/** Signs in; rejects with the reason why not. */
export type SignIn = (credentials: DeviceCredentials) => Promise<unknown>;

/** What to do about data that an earlier password sealed: give that password, or begin anew. */
export interface OldPassword {
  readonly previous: string;
  readonly startOver: boolean;
}

/** A password of one's own in the place of a one-time password. */
export interface NewPassword {
  readonly next: string;
  readonly again: string;
}

/** Whether a new password may be sent: the hub judges whether it is good. */
export function isSame({ next, again }: NewPassword): boolean {
  return next !== "" && next === again;
}

const UNCHOSEN: NewPassword = { next: "", again: "" };
const NOTHING: OldPassword = { previous: "", startOver: false };

/** What the sign-in form holds, and how it tries; `begun` is the name that it begins with. */
export function useSignInForm(begun: string, signIn: SignIn) {
  const api = useReplica();
  const [username, setUsername] = useState(begun);
  const [password, setPassword] = useState("");
  const [oldPassword, setOldPassword] = useState<OldPassword | null>(null);
  const [newPassword, setNewPassword] = useState<NewPassword | null>(null);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [phase, setPhase] = useState<"idle" | "checked" | "busy">("idle");
  const [wait_s, startWait] = useCountdown();
  const passwordField = useRef<HTMLInputElement>(null);
  const newPasswordField = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPhase("checked");
    if (username.trim() === "" || password === "" || wait_s > 0) return;
    if (oldPassword !== null && oldPassword.previous === "" && !oldPassword.startOver) return;
    if (newPassword !== null && !isSame(newPassword)) return;
    setPhase("busy");
    setProblem(null);
    try {
      const who = username.trim();
      if (newPassword !== null) {
        const { next } = newPassword;
        await api.replacePassword({ username: who, current: password, next });
        setPassword(next);
        setNewPassword(null);
        await signIn({ username: who, password: next });
      } else await signIn({ username: who, password, ...extraOf(oldPassword) });
    } catch (error) {
      const why = signInProblem(error);
      setProblem(why);
      if (why.code === "password_change_required") setNewPassword(UNCHOSEN);
      if (why.code === "old_password_needed") setOldPassword((before) => before ?? NOTHING);
      else if (newPassword !== null && why.code === "weak_password")
        newPasswordField.current?.select();
      else passwordField.current?.select();
      startWait(why.wait_s ?? 0);
      setPhase("idle");
    }
  };

  const choose = (name: string): void => {
    setUsername(name);
    setOldPassword(null);
    setNewPassword(null);
    passwordField.current?.focus();
  };
  return {
    username,
    setUsername,
    password,
    setPassword,
    oldPassword,
    setOldPassword,
    newPassword,
    setNewPassword,
    problem,
    phase,
    wait_s,
    passwordField,
    newPasswordField,
    choose,
    submit,
  };
}

function extraOf(
  oldPassword: OldPassword | null,
): Pick<DeviceCredentials, "previousPassword" | "startOver"> {
  if (oldPassword === null) return {};
  return oldPassword.startOver ? { startOver: true } : { previousPassword: oldPassword.previous };
}
