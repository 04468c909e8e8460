import type { KnownPerson } from "@healthops/replica/remote/replica-api";
import type { FormEvent } from "react";
import { useRef, useState } from "react";
import type { SignInProblem } from "./sign-in-problem.ts";
import { signInProblem } from "./sign-in-problem.ts";
import { useCountdown } from "./use-countdown.ts";

/** What the sign-in form holds, and how it tries. `signIn` rejects with the reason why not. */
export function useSignInForm(
  people: readonly KnownPerson[],
  signIn: (username: string, password: string) => Promise<unknown>,
) {
  const [username, setUsername] = useState(people.length === 1 ? (people[0]?.username ?? "") : "");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [phase, setPhase] = useState<"idle" | "checked" | "busy">("idle");
  const [wait_s, startWait] = useCountdown();
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPhase("checked");
    if (username.trim() === "" || password === "" || wait_s > 0) return;
    setPhase("busy");
    setProblem(null);
    try {
      await signIn(username.trim(), password);
    } catch (error) {
      const why = signInProblem(error);
      setProblem(why);
      startWait(why.wait_s ?? 0);
      setPhase("idle");
      passwordField.current?.select();
    }
  };

  const choose = (name: string): void => {
    setUsername(name);
    passwordField.current?.focus();
  };
  return {
    username,
    setUsername,
    password,
    setPassword,
    problem,
    phase,
    wait_s,
    passwordField,
    choose,
    submit,
  };
}
