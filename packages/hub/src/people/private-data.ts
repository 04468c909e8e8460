import { columnName } from "@healthops/schema/columns";
import type { Schema } from "@healthops/schema/schema";
import type { Queryable } from "../database/pool.ts";

/**
 * Whether somebody holds records that are their own, by declaration: in a collection that puts records
 * into the scope of a person (`user`), whoever else may see some of them. The person's own entry in the
 * list of people is none.
 */
export async function hasPrivateData(
  db: Queryable,
  schema: Schema,
  personId: string,
): Promise<boolean> {
  const conditions = [...schema.collections.values()].flatMap(({ name, scopes }) =>
    scopes.flatMap((rule) =>
      rule.kind === "user" && rule.field !== "id"
        ? [
            `exists (select from data."${name}" where "${columnName(rule.field)}" = $1 and not deleted)`,
          ]
        : [],
    ),
  );
  if (conditions.length === 0) return false;
  const { rows } = await db.query<{ has: boolean }>(`select ${conditions.join(" or ")} as has`, [
    personId,
  ]);
  return rows[0]?.has === true;
}

/**
 * Whether an account is its person's: they have a password of their own, or private data. Nobody but an
 * administrator gets into such an account with a password; a manager makes a link that needs somebody
 * else besides.
 */
export async function isOwned(db: Queryable, schema: Schema, personId: string): Promise<boolean> {
  const { rows } = await db.query(
    `select from hub.credentials
      where person_id = $1 and (one_time_until is null or claimed_at is not null)`,
    [personId],
  );
  return rows.length > 0 || hasPrivateData(db, schema, personId);
}
