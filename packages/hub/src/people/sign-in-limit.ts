import { createHash } from "node:crypto";
import { Problem } from "@healthops/base/problem";
import { present } from "@healthops/base/assert";
import type { Queryable } from "../database/pool.ts";
import { addressGroup } from "./client-address.ts";

const ATTEMPTS_MAX = 5;
const WINDOW_s = 60;

/**
 * Counts an attempt to sign in, right or wrong, in a sliding minute per account and address. The
 * sixth gets a Problem `too_many_sign_ins` (429) saying when the next is possible. One upsert, so
 * that hubs sharing a database count together and attempts made at once cannot slip through.
 */
export async function admitSignIn(db: Queryable, username: string, address: string): Promise<void> {
  const { rows } = await db.query<{ admitted: boolean; wait_s: number }>(
    `insert into hub.sign_in_attempts as a (key, recent, admitted, expires_at)
     values ($1, array[clock_timestamp()], true, clock_timestamp() + make_interval(secs => $3))
     on conflict (key) do update set (recent, admitted, expires_at) = (
       select case when count(t) < $2 then coalesce(array_agg(t order by t), '{}') || clock_timestamp()
                   else array_agg(t order by t) end,
              count(t) < $2,
              clock_timestamp() + make_interval(secs => $3)
       from unnest(a.recent) t
       where t between clock_timestamp() - make_interval(secs => $3) and clock_timestamp())
     returning admitted,
       ceil(extract(epoch from a.recent[1] - clock_timestamp()) + $3)::int as wait_s`,
    [keyOf(username, address), ATTEMPTS_MAX, WINDOW_s],
  );
  const answer = present(rows[0], "an upsert answers one row");
  if (answer.admitted) return;
  const wait_s = Math.min(WINDOW_s, Math.max(1, answer.wait_s));
  throw new Problem({
    code: "too_many_sign_ins",
    status: 429,
    message: `Too many attempts to sign in to this account from here. Try again in ${wait_s} s.`,
    extra: { retryAfterSeconds: wait_s },
  });
}

/** A hash, because people also type passwords into the field for the user name. */
function keyOf(username: string, address: string): Buffer {
  return createHash("sha256")
    .update(JSON.stringify([username, addressGroup(address)]))
    .digest();
}
