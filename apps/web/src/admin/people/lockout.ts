import type { StoredRecord } from "@healthops/schema/record";

/** Why somebody's role and account stay as they are. */
export type Guard = "self" | "last_admin";

/**
 * What keeps an administrator from taking somebody's rights: that it is themselves, or the last one
 * who is left. `admins` are all enabled administrators' ids.
 */
export function guardOf(
  person: Pick<StoredRecord, "id" | "content">,
  me: string,
  admins: readonly string[],
): Guard | null {
  if (person.id === me) return "self";
  const { role, disabled } = person.content;
  if (role !== "ADMIN" || disabled === true) return null;
  return admins.some((id) => id !== person.id) ? null : "last_admin";
}
