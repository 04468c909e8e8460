import { completeContent } from "@healthops/schema/content";
import { exercises } from "../../collections/exercises.ts";
import { meals } from "../../collections/meals.ts";
import type { DiaryExercise, DiaryMeal } from "../entries.ts";
import { exerciseOf, mealOf } from "../entries.ts";

const personId = "0191a000-0000-7000-8000-000000000001";
let made = 0;

/** A meal as a test needs it; what it does not say is empty. */
export function aMeal(fields: Partial<DiaryMeal>): DiaryMeal {
  const content = completeContent(meals, {
    eatenOn: "2026-03-01",
    name: "Soup",
    personId,
    ...fields,
  });
  return mealOf({ ...META, id: fields.id ?? id(), content });
}

/** An exercise as a test needs it. */
export function anExercise(fields: Partial<DiaryExercise>): DiaryExercise {
  const content = completeContent(exercises, {
    performedOn: "2026-03-01",
    activity: "Walk",
    durationMinutes: 30,
    personId,
    ...fields,
  });
  return exerciseOf({ ...META, id: fields.id ?? id(), content });
}

const META = { version: 1, createdAt_us: 0, updatedAt_us: 0 };

/** Ids grow with each record, as real ones do. */
function id(): string {
  made += 1;
  return `0191a000-0000-7000-8000-${String(made).padStart(12, "0")}`;
}
