import type { Pick } from "../../diary/add.ts";
import { ACTIVITIES } from "../../activities.ts";
import { energyOfActivity } from "../../rules.ts";

/** Energy in kcal of what is chosen, eaten or burned; null when it is not known. */
export function energyOf({ suggestion, amount }: Pick, weightKg: number | null): number | null {
  if (suggestion.what === "meal") {
    const { totalKcal } = suggestion.meal;
    return totalKcal === null ? null : totalKcal * amount;
  }
  if (suggestion.what === "activity") {
    const { met } = ACTIVITIES[suggestion.code];
    return energyOfActivity({ met, weightKg, durationMinutes: amount });
  }
  const { met, totalKcal, durationMinutes } = suggestion.exercise;
  const computed = energyOfActivity({ met, weightKg, durationMinutes: amount });
  if (computed !== null || totalKcal === null || durationMinutes === 0) return computed;
  return (totalKcal * amount) / durationMinutes;
}
