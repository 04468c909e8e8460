import { Alert, Button, Stack } from "@mantine/core";
import { isProblem } from "@healthops/base/problem";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { problemText } from "@healthops/ui/states/problem-text";
import type { FormEvent } from "react";
import { useRef, useState } from "react";
import { LOCK_TEXT, LOCK_TEXTS } from "./lock-text.ts";
import { PinField } from "./pin-field.tsx";

const ALL_TRIES = 5;

/** Unlocks all windows with the PIN; after too many wrong ones the screen asks for the password. */
export function PinUnlock({ triesLeft }: { readonly triesLeft: number }) {
  const api = useReplica();
  const say = useLabel();
  const kit = useText();
  const texts = useTexts(LOCK_TEXTS);
  const [pin, setPin] = useState("");
  const [phase, setPhase] = useState<"idle" | "checked" | "busy">("idle");
  const [failure, setFailure] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (pin === "") {
      setPhase("checked");
      return;
    }
    setPhase("busy");
    setFailure(null);
    try {
      await api.unlock(pin);
    } catch (error) {
      setPin("");
      setPhase("idle");
      // How many tries are left shows by itself.
      if (!isProblem(error) || error.code !== "wrong_pin") setFailure(problemText(error, kit));
      field.current?.focus();
    }
  };

  const missing = phase === "checked" && pin === "";
  const wrong = triesLeft < ALL_TRIES && pin === "";
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        {failure !== null && (
          <Alert color="red" p="xs" role="alert">
            {failure}
          </Alert>
        )}
        <PinField
          ref={field}
          name="pin"
          label={say(LOCK_TEXT.pin)}
          value={pin}
          onChange={setPin}
          error={missing ? say(LOCK_TEXT.pinMissing) : wrong && texts.wrongPin(triesLeft)}
          autoFocus
        />
        <Button type="submit" size="md" fullWidth loading={phase === "busy"}>
          {say(phase === "busy" ? LOCK_TEXT.unlocking : LOCK_TEXT.unlock)}
        </Button>
      </Stack>
    </form>
  );
}
