import type { Positions } from "@healthops/protocol/wire/pull";
import type { Queryable } from "../database/pool.ts";

/**
 * Whether the hub has written anew what a device had from it at `at_us`: at or below one of the device's
 * positions stands something newer. A time grows with its position, so it is enough to look at the newest
 * record there; scopes that nobody wrote to since cost nothing. Where all of that moved on or was deleted,
 * it tells that a process of the hub found the scope short of the device's position later than that.
 */
export async function readOvertaken(
  connection: Queryable,
  positions: Positions,
  at_us: number,
): Promise<boolean> {
  const keys = Object.keys(positions);
  const { rows } = await connection.query<{ overtaken: boolean }>({
    name: "overtaken",
    text: `select exists (
        select from unnest($1::text[], $2::bigint[]) as device (key, position)
        join hub.scopes s on s.key = device.key and s.last_us > $3
        cross join lateral (
          select f.collection_id, f.record_id from hub.feed f
          where f.scope_id = s.id and f.position <= device.position and not f.departed
          order by f.position desc limit 1
        ) newest
        join hub.history h on h.record_id = newest.record_id
          and h.collection_id = newest.collection_id and h.at_us > $3
      ) or exists (
        select from unnest($1::text[], $2::bigint[]) as device (key, position)
        join hub.scopes s on s.key = device.key and s.last_us > $3
        join hub.scope_stands f on f.scope_id = s.id and f.at_us > $3 and f.head < device.position
          and f.line = (select max(number) from hub.lines)
      ) as overtaken`,
    values: [keys, keys.map((key) => positions[key] ?? 0), at_us],
  });
  return rows[0]?.overtaken === true;
}
