import { createHash } from "node:crypto";
import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable, Row } from "../database/pool.ts";

/** A scope's counter as a reader sees it. */
export interface Head extends Row {
  readonly id: number;
  readonly key: ScopeKey;
  readonly head: number;
}

/** The heads of these scopes in one indexed read; a scope that was never written to is absent. */
export async function readHeads(connection: Queryable, keys: readonly ScopeKey[]): Promise<Head[]> {
  const { rows } = await connection.query<Head>({
    name: "heads",
    text: `select id, key, head from hub.scopes where key = any($1::text[]) order by id`,
    values: [keys],
  });
  return rows;
}

/** Stands for "everything up to these heads": equal exactly when nothing changed since [PUL5]. */
export function etagOf(
  epoch: string,
  schemaVersion: string,
  keys: readonly ScopeKey[],
  heads: readonly Head[],
): string {
  const hash = createHash("sha256");
  hash.update(`${epoch}\n${schemaVersion}\n${[...keys].toSorted().join(",")}\n`);
  for (const { key, head } of heads) hash.update(`${key}=${head}\n`);
  return `"${hash.digest("base64url").slice(0, 27)}"`;
}
