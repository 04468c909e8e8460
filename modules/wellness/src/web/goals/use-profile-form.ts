import { useState } from "react";
import type { Profile } from "../../goals/body.ts";

/** What a person says about their body. */
export type Facts = Pick<Profile, "sex" | "birthYear" | "heightCm" | "shareByDefault">;

const NONE: Facts = { sex: null, birthYear: null, heightCm: null, shareByDefault: false };

export interface ProfileForm {
  readonly shown: Facts;
  readonly changed: boolean;
  /** Whether a number is out of its bounds. */
  wrong(field: keyof Facts): boolean;
  readonly valid: boolean;
  set(facts: Partial<Facts>): void;
  /** Takes a number in, null when it is taken away, `undefined` when it is none. */
  setNumber(field: keyof typeof BOUNDS, value: number | null | undefined): void;
  /** Afterwards nothing differs from what is held. */
  reset(): void;
}

/** What the numbers of a profile may be. */
export const BOUNDS = { birthYear: [1890, 2200], heightCm: [40, 260] } as const;

/** The form of a profile: what is held, and what is typed over it. */
export function useProfileForm(held: Profile | null): ProfileForm {
  const [changed, setChanged] = useState<Partial<Facts>>({});
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  return {
    shown: { ...NONE, ...held, ...changed },
    changed: Object.keys(changed).length > 0,
    wrong: (field) => wrong.has(field),
    valid: wrong.size === 0,
    set: (facts) => setChanged({ ...changed, ...facts }),
    setNumber(field, value) {
      const next = new Set(wrong);
      if (value === undefined || (value !== null && !fits(field, value))) next.add(field);
      else {
        next.delete(field);
        setChanged({ ...changed, [field]: value });
      }
      setWrong(next);
    },
    reset: () => setChanged({}),
  };
}

function fits(field: keyof typeof BOUNDS, value: number): boolean {
  const [least, most] = BOUNDS[field];
  const whole = field === "heightCm" || Number.isInteger(value);
  return whole && value >= least && value <= most;
}
