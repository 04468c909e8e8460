import { Batched } from "../database/batched.ts";
import type { Queryable } from "../database/pool.ts";
import type { LaneKind } from "./sign-in-lanes.ts";

/** A device or place that somebody may have signed in from before. */
export interface ClientOf {
  readonly personId: string;
  readonly kind: LaneKind;
  readonly hash: Buffer;
}

/** Whether clients are known, asked for many at once. */
export function knownClients(db: Queryable): Batched<ClientOf, boolean> {
  return new Batched(async (clients) => {
    const { rows } = await db.query<{ place: number }>(
      `select w.place::int from unnest($1::uuid[], $2::text[], $3::bytea[])
         with ordinality as w (person_id, kind, hash, place)
       join hub.known_clients k using (person_id, kind, hash)`,
      [
        clients.map(({ personId }) => personId),
        clients.map(({ kind }) => kind),
        clients.map(({ hash }) => hash),
      ],
    );
    const known = new Set(rows.map(({ place }) => place));
    return clients.map((_client, index) => known.has(index + 1));
  });
}
