import type { ContentOf } from "@healthops/schema/collection";
import type { StoredRecord } from "@healthops/schema/record";
import type { exercises } from "../collections/exercises.ts";
import type { meals } from "../collections/meals.ts";

/** A meal of the diary with its record's id. */
export type DiaryMeal = ContentOf<typeof meals> & { readonly id: string };

/** An exercise of the diary with its record's id. */
export type DiaryExercise = ContentOf<typeof exercises> & { readonly id: string };

/** A record of `meals` as the diary reads it. */
export function mealOf({ id, content }: StoredRecord): DiaryMeal {
  return { ...(content as ContentOf<typeof meals>), id };
}

/** A record of `exercises` as the diary reads it. */
export function exerciseOf({ id, content }: StoredRecord): DiaryExercise {
  return { ...(content as ContentOf<typeof exercises>), id };
}
