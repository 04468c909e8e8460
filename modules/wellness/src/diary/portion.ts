/** The amounts of a meal that grow with the portion. */
export interface Portion {
  readonly quantity: string | null;
  readonly grams: number | null;
  readonly proteinG: number | null;
  readonly carbohydrateG: number | null;
  readonly fatG: number | null;
  readonly fibreG: number | null;
  readonly energyKcal: number | null;
}

const COUNTED = /^(\d+(?:[.,]\d+)?)(\s*×\s*|\s+)(.*)$/;

/** So many times a portion: grams and energy, and how its quantity is said. */
export function scaled(portion: Portion, times: number): Portion {
  const { quantity } = portion;
  const grow = (value: number | null): number | null =>
    value === null ? null : Math.round(value * times * 10) / 10;
  return {
    quantity: quantity === null ? null : scaledQuantity(quantity, times),
    grams: grow(portion.grams),
    proteinG: grow(portion.proteinG),
    carbohydrateG: grow(portion.carbohydrateG),
    fatG: grow(portion.fatG),
    fibreG: grow(portion.fibreG),
    energyKcal: grow(portion.energyKcal),
  };
}

/** `2 slices` twice is `4 slices`, `a plate` twice `2 × a plate`. */
export function scaledQuantity(quantity: string, times: number): string {
  if (times === 1) return quantity;
  const counted = COUNTED.exec(quantity);
  if (counted === null) return `${short(times)} × ${quantity}`;
  const [, digits = "1", between = " ", rest = ""] = counted;
  const count = Number(digits.replace(",", ".")) * times;
  // A portion of `a plate` is `a plate` again, not `1 × a plate`.
  if (count === 1 && between.includes("×")) return rest;
  return `${short(count)}${between}${rest}`;
}

const STEPS = [0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20] as const;

/** The next larger or smaller portion that people take. */
export function stepPortion(times: number, direction: 1 | -1): number {
  const next =
    direction === 1 ? STEPS.find((step) => step > times) : STEPS.findLast((step) => step < times);
  return next ?? times;
}

/** Five minutes more or less, on whole fives, 1 to 1440. */
export function stepMinutes(minutes: number, direction: 1 | -1): number {
  const next =
    direction === 1 ? (Math.floor(minutes / 5) + 1) * 5 : (Math.ceil(minutes / 5) - 1) * 5;
  return Math.min(Math.max(next, 1), 1440);
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
