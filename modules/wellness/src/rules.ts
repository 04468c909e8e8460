/** Energy of an activity per minute: MET × 3.5 ml oxygen/kg × kg / 200 ml oxygen per kcal. */
const OXYGEN_ML_PER_KG_MIN = 3.5;
const OXYGEN_ML_PER_KCAL = 200;

interface ActivityFacts {
  readonly met: number | null;
  readonly weightKg: number | null;
  readonly durationMinutes: number | null;
}

/** Energy in kcal of an activity, or null while one of the three facts is missing. */
export function energyOfActivity({ met, weightKg, durationMinutes }: ActivityFacts): number | null {
  if (met === null || weightKg === null || durationMinutes === null) return null;
  return ((met * OXYGEN_ML_PER_KG_MIN * weightKg) / OXYGEN_ML_PER_KCAL) * durationMinutes;
}

export interface Macros {
  readonly proteinG: number | null;
  readonly carbohydrateG: number | null;
  readonly fatG: number | null;
  readonly fibreG: number | null;
}

/**
 * Energy in kcal of a meal's macros: 4 per gram of protein and carbohydrate, 9 of fat, 2 of fibre.
 * Null when none is known; those not given count as none.
 */
export function energyOfMacros({ proteinG, carbohydrateG, fatG, fibreG }: Macros): number | null {
  if (proteinG === null && carbohydrateG === null && fatG === null && fibreG === null) return null;
  return 4 * (proteinG ?? 0) + 4 * (carbohydrateG ?? 0) + 9 * (fatG ?? 0) + 2 * (fibreG ?? 0);
}
