import { isProblem } from "@healthops/base/problem";
import type { Label } from "@healthops/schema/field";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useText } from "@healthops/ui/i18n/language-provider.tsx";
import { problemText } from "@healthops/ui/states/problem-text";
import type { FormEvent } from "react";
import { useState } from "react";
import { LOCK_SETTINGS_TEXT } from "./lock-settings-text.ts";

interface PinValues {
  readonly pin: string;
  readonly again: string;
  readonly password: string;
}

type PinFaults = { readonly [K in keyof PinValues]?: Label };

/** What the dialog about a new PIN holds, and what is wrong with it. */
export function usePinForm(onSet: () => void) {
  const api = useReplica();
  const texts = useText();
  const [values, setValues] = useState<PinValues>({ pin: "", again: "", password: "" });
  const [faults, setFaults] = useState<PinFaults>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFailure(null);
    const found = faultsOf(values);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await api.setPin({ pin: values.pin, password: values.password });
      onSet();
    } catch (error) {
      const fault = faultFrom(error);
      if (fault === null) setFailure(problemText(error, texts));
      else setFaults(fault);
    } finally {
      setBusy(false);
    }
  };
  const set = (change: Partial<PinValues>): void => {
    setValues({ ...values, ...change });
    setFaults({});
  };
  return { values, set, faults, failure, busy, submit };
}

function faultsOf({ pin, again, password }: PinValues): PinFaults {
  if (pin.length < 4) return { pin: LOCK_SETTINGS_TEXT.badPin };
  if (pin !== again) return { again: LOCK_SETTINGS_TEXT.notSame };
  return password === "" ? { password: LOCK_SETTINGS_TEXT.wrongPassword } : {};
}

function faultFrom(error: unknown): PinFaults | null {
  if (!isProblem(error)) return null;
  if (error.code === "invalid_pin") return { pin: LOCK_SETTINGS_TEXT.badPin };
  return error.code === "wrong_password" ? { password: LOCK_SETTINGS_TEXT.wrongPassword } : null;
}
