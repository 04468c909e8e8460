import type { SignInNews } from "@healthops/protocol/wire/auth";
import type { Queryable, Row } from "../database/pool.ts";
import { isoTime } from "../database/iso-time.ts";

interface NewsRow extends Row {
  readonly count: number;
  readonly last_at: string | null;
  readonly reset: SignInNews["passwordReset"];
  readonly through: number;
}

/**
 * What happened at somebody's account since they signed in before this session, or since they said that
 * they have seen it: wrong passwords from other devices, and a password that somebody else has set.
 */
export async function signInNews(
  db: Queryable,
  personId: string,
  sessionId: string,
): Promise<SignInNews> {
  const { rows } = await db.query<NewsRow>(
    `with own as (select coalesce((select max(id) from hub.events where person_id = $1
        and kind = 'signed_in' and session_id = $2), 9223372036854775807) as id),
      before as (select max(e.id) as id from hub.events e, own
        where e.person_id = $1 and e.kind = 'signed_in' and e.id < own.id),
      since as (select greatest(before.id, (select through from hub.sign_in_news_seen
        where person_id = $1), 0) as id, before.id is null as first from before),
      news as (select e.* from hub.events e, since where e.person_id = $1 and e.id > since.id)
    select
      count(*) filter (where kind = 'sign_in_failed' and coalesce(detail ->> 'from', '') <> 'device') as count,
      to_char(max(at) filter (where kind = 'sign_in_failed' and coalesce(detail ->> 'from', '') <> 'device')
        at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last_at,
      (select json_build_object('at', ${isoTime("n.at")}, 'byPersonId', n.by_person_id,
          'byName', p.display_name)
        from news n left join data.people p on p.id = n.by_person_id
        where n.kind = 'password_changed' and n.by_person_id <> $1 and not (select first from since)
        order by n.id desc limit 1) as reset,
      coalesce(max(id), (select id from since)) as through
    from news`,
    [personId, sessionId],
  );
  const row = rows[0];
  const count = row?.count ?? 0;
  const lastAt = row?.last_at ?? null;
  return {
    failedSignIns: count === 0 || lastAt === null ? null : { count, lastAt },
    passwordReset: row?.reset ?? null,
    through: row?.through ?? 0,
  };
}

/** The person has seen what was told up to there. */
export async function newsSeen(db: Queryable, personId: string, through: number): Promise<void> {
  await db.query(
    `insert into hub.sign_in_news_seen as s (person_id, through) values ($1, $2)
     on conflict (person_id) do update set through = greatest(s.through, excluded.through)`,
    [personId, through],
  );
}
