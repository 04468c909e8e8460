import { Problem } from "@healthops/base/problem";
import type { Collection } from "../collection.ts";
import type { Content } from "../record.ts";
import { ruleFault } from "./rule-fault.ts";

const ONE_EACH = ruleFault("", {
  en: "There is one record of this kind for each key, under the id that belongs to it.",
  tr: "Bu türden her anahtar için kendi kimliğiyle tek bir kayıt vardır.",
});

/** Why a new record may not have this id, for a collection with a natural key; null when it may. */
export function naturalIdRefusal(
  { naturalId }: Pick<Collection, "naturalId">,
  id: string,
  content: Content,
): Problem | null {
  if (naturalId === null || naturalId(content) === id) return null;
  return new Problem({
    code: "rule_broken",
    status: 422,
    message: ONE_EACH.message,
    faults: [ONE_EACH],
  });
}
