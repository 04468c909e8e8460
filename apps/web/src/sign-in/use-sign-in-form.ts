import type { DeviceCredentials } from "@healthops/replica/remote/replica-api";
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

const NOTHING: OldPassword = { previous: "", startOver: false };

/** What the sign-in form holds, and how it tries; `begun` is the name that it begins with. */
export function useSignInForm(begun: string, signIn: SignIn) {
  const [username, setUsername] = useState(begun);
  const [password, setPassword] = useState("");
  const [oldPassword, setOldPassword] = useState<OldPassword | null>(null);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [phase, setPhase] = useState<"idle" | "checked" | "busy">("idle");
  const [wait_s, startWait] = useCountdown();
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPhase("checked");
    if (username.trim() === "" || password === "" || wait_s > 0) return;
    if (oldPassword !== null && oldPassword.previous === "" && !oldPassword.startOver) return;
    setPhase("busy");
    setProblem(null);
    try {
      await signIn({ username: username.trim(), password, ...extraOf(oldPassword) });
    } catch (error) {
      const why = signInProblem(error);
      setProblem(why);
      if (why.code === "old_password_needed") setOldPassword((before) => before ?? NOTHING);
      else passwordField.current?.select();
      startWait(why.wait_s ?? 0);
      setPhase("idle");
    }
  };

  const choose = (name: string): void => {
    setUsername(name);
    setOldPassword(null);
    passwordField.current?.focus();
  };
  return {
    username,
    setUsername,
    password,
    setPassword,
    oldPassword,
    setOldPassword,
    problem,
    phase,
    wait_s,
    passwordField,
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
