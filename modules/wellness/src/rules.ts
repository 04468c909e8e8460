import type { Label } from "@healthops/schema/field";

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

/** Kilojoules of an amount in kcal. */
export function kJ(kcal: number): number {
  return kcal * 4.184;
}

export interface BodyFacts {
  readonly sex: "female" | "male";
  readonly weightKg: number;
  readonly heightCm: number;
  readonly ageYears: number;
}

/** Energy need of a day at complete rest, in kcal (Mifflin-St Jeor). */
export function bmr({ sex, weightKg, heightCm, ageYears }: BodyFacts): number {
  return 10 * weightKg + 6.25 * heightCm - 5 * ageYears + (sex === "male" ? 5 : -161);
}

/** Labels round, and fibre and alcohol are counted differently: so much apart is ordinary. */
const TOLERATED_SHARE = 0.3;
const TOLERATED_KCAL = 5;

/** A declared energy that its macros do not explain; the person may well be right. */
export interface EnergyWarning {
  readonly declaredKcal: number;
  readonly macrosKcal: number;
  readonly message: Label;
}

/**
 * A warning, never a fault, when a meal's declared energy differs from that of its macros by more
 * than 30 % of it + 5 kcal; null when it does not, or when one of the two is unknown.
 */
export function energyWarning(
  meal: Macros & { readonly energyKcal: number | null },
): EnergyWarning | null {
  const macrosKcal = energyOfMacros(meal);
  const declaredKcal = meal.energyKcal;
  if (macrosKcal === null || declaredKcal === null) return null;
  const apart = Math.abs(declaredKcal - macrosKcal);
  if (apart <= TOLERATED_SHARE * macrosKcal + TOLERATED_KCAL) return null;
  const sum = Math.round(macrosKcal);
  return {
    declaredKcal,
    macrosKcal,
    message: {
      en: `The macros add up to ${sum} kcal. Check the energy or the macros.`,
      tr: `Besin öğelerinin toplamı ${sum} kcal. Enerjiyi ya da besin öğelerini kontrol edin.`,
    },
  };
}
