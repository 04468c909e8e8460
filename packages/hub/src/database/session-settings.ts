import { Problem } from "@healthops/base/problem";
import type pg from "pg";

/**
 * What a session must be set to: times read as UTC and in ISO form, and no compiling of plans, which
 * takes longer than the hub's short statements run. Not a startup parameter, because poolers refuse
 * `options` [PGB4].
 */
const WANTED = { timezone: "UTC", datestyle: "ISO, MDY", jit: "off" } as const;

const NAMES = Object.keys(WANTED) as readonly (keyof typeof WANTED)[];
const READ = `select ${NAMES.map((name) => `current_setting('${name}') as ${name}`).join(", ")}`;

/** Makes them the settings of the hub's role in this database: every later session begins with them. */
export const ROLE_SETTINGS = `do $$ begin
  ${NAMES.map(
    (name) => `execute format('alter role %I in database %I set ${name} = %L',
    current_user, current_database(), '${WANTED[name]}');`,
  ).join("\n  ")}
end $$`;

/**
 * For each new connection: sets what the role does not (a database that was copied, a session that a
 * pooler has kept since before). Throws Problem `database_settings` where that has no effect.
 */
export async function settleSession(connection: pg.ClientBase): Promise<void> {
  if ((await differing(connection)).length === 0) return;
  await connection.query(NAMES.map((name) => `set session ${name} = '${WANTED[name]}'`).join("; "));
  const left = await differing(connection);
  if (left.length === 0) return;
  throw new Problem({
    code: "database_settings",
    status: 500,
    message: `The database keeps ${left.join(", ")} at other values than the hub needs. Set them for its role: ${left
      .map((name) => `alter role … set ${name} = '${WANTED[name]}'`)
      .join("; ")}.`,
  });
}

async function differing(connection: pg.ClientBase): Promise<readonly (keyof typeof WANTED)[]> {
  const { rows } = await connection.query<Record<keyof typeof WANTED, string>>(READ);
  return NAMES.filter((name) => rows[0]?.[name] !== WANTED[name]);
}
