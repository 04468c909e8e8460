import type { LookAtLinkAnswer } from "@healthops/protocol/wire/passwords";
import type { FormEvent } from "react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { NewPassword } from "../sign-in/use-sign-in-form.ts";
import { isSame } from "../sign-in/use-sign-in-form.ts";
import { lookAtLink, setPasswordByLink } from "./reset-hub.ts";

/** What the page of a link holds, and how it asks the hub; an empty link asks nothing. */
export function useResetForm(link: string) {
  const [seen, setSeen] = useState<LookAtLinkAnswer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [phase, setPhase] = useState<"idle" | "checked" | "busy" | "done">("idle");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState<NewPassword>({ next: "", again: "" });
  const field = useRef<HTMLInputElement>(null);
  const look = useCallback(() => {
    if (link === "") return;
    setError(null);
    lookAtLink(link).then(setSeen, setError);
  }, [link]);
  useEffect(look, [look]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPhase("checked");
    const asksCode = seen?.state === "code";
    if (!isSame(password) || (asksCode && code.trim() === "")) return;
    setPhase("busy");
    setError(null);
    try {
      await setPasswordByLink(link, asksCode ? code : null, password.next);
      setPhase("done");
    } catch (failure) {
      setError(failure);
      setPhase("idle");
    }
  };
  return { seen, error, phase, code, setCode, password, setPassword, field, look, submit };
}
