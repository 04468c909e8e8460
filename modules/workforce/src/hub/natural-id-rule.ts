import type { HubRule } from "@healthops/hub/engine/rules";
import type { Content } from "@healthops/schema/record";
import { ruleFault } from "@healthops/schema/validate/rule-fault";

/** One record a key: a new one has the id that follows from it, so that a second one cannot be. */
export function naturalIdRule(collection: string, idOf: (content: Content) => string): HubRule {
  return {
    collections: [collection],
    check: (_context, changed) =>
      changed
        .filter(({ previous, id, after }) => previous === null && id !== idOf(after))
        .map(() =>
          ruleFault("", {
            en: "There is one record of this kind for each key, under the id that belongs to it.",
            tr: "Bu türden her anahtar için kendi kimliğiyle tek bir kayıt vardır.",
          }),
        ),
  };
}
