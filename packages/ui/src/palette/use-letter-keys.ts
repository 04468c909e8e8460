import { useKept } from "../data/use-kept.ts";

const LETTER_KEYS = "keys.letters";

/**
 * Whether shortcuts of a plain letter or sign work for this person; null until it is known, when none
 * does yet.
 */
export function useLetterKeys(): readonly [boolean | null, (on: boolean) => Promise<void>] {
  const [kept, keep] = useKept(LETTER_KEYS);
  const on = kept.state === "loading" ? null : kept.state !== "ready" || kept.value !== false;
  return [on, (wanted) => keep(wanted ? null : false)];
}
