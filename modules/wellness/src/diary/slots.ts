/** The meals of a day in their order. */
export const MEAL_SLOTS = ["breakfast", "lunch", "dinner", "snack"] as const;
export type MealSlot = (typeof MEAL_SLOTS)[number];

/** The parts that a day of the diary falls into. */
export const SLOTS = [...MEAL_SLOTS, "exercise"] as const;
export type Slot = (typeof SLOTS)[number];

/** Until which minute of the day people usually eat that. */
const UNTIL: readonly (readonly [minute: number, slot: MealSlot])[] = [
  [4 * 60, "snack"],
  [11 * 60, "breakfast"],
  [15 * 60, "lunch"],
  [17 * 60 + 30, "snack"],
  [21 * 60 + 30, "dinner"],
];

/** What people mostly eat at a minute of the day (0 to 1439): what the diary offers first then. */
export function slotAt(minute: number): MealSlot {
  return UNTIL.find(([until]) => minute < until)?.[1] ?? "snack";
}
