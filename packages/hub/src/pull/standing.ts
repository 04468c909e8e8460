import { present } from "@healthops/base/assert";
import type { PullRequest } from "@healthops/protocol/wire/pull";
import type { LineClaim } from "@healthops/protocol/line-header";
import type { ScopeKey } from "@healthops/schema/scope";
import { hubRestoredProblem } from "../lines/hub-restored.ts";
import type { Queryable } from "../database/pool.ts";
import { isGenuine, readMark } from "../lines/line-mark.ts";
import { rewoundScopes } from "../lines/judge.ts";
import { hubBehind } from "../lines/line-problems.ts";
import type { Lines } from "../lines/lines.ts";
import { LineMoved } from "../lines/lines.ts";
import { epochForOlder } from "../lines/older-device.ts";
import { heldPositions, LossProven } from "../lines/prove-loss.ts";
import { readBetween } from "../lines/read-between.ts";
import { readOvertaken } from "../lines/read-overtaken.ts";
import type { Head } from "./heads.ts";

/** Where the hub stands, as a pull needs it: all of one moment. */
export interface HubStanding {
  readonly lineId: string;
  /** The last of the device's group numbers that the hub knows. */
  readonly lastSeq: number;
  /** No earlier than anything that was written to these scopes. */
  readonly now_us: number;
  readonly heads: readonly Head[];
}

/** Heads, line and the device's number in one indexed read [PUL5]; scopes never written to are absent. */
export async function readStanding(
  connection: Queryable,
  keys: readonly ScopeKey[],
  replicaId: string,
): Promise<HubStanding> {
  // The first row is no scope (their ids begin at 1): it says the rest, for no second round trip.
  const { rows } = await connection.query<Head>({
    name: "standing",
    text: `select 0 as id,
        l.id || ' ' || greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint,
          (select max(last_us) from hub.scopes where key = any($1::text[]))) as key,
        coalesce((select last_seq from hub.replicas where id = $2), 0) as head
      from (select id from hub.lines order by number desc limit 1) l
      union all select id, key, head from hub.scopes where key = any($1::text[])
      order by id`,
    values: [keys, replicaId],
  });
  const [first, ...heads] = rows;
  const { key, head } = present(first, "the hub has a line");
  const [lineId = "", now = "0"] = key.split(" ");
  return { lineId, lastSeq: head, now_us: Number(now), heads };
}

export interface Puller {
  readonly held: readonly ScopeKey[];
  readonly request: PullRequest;
  /** What it says of its line; null for a device from before lines. */
  readonly claim: LineClaim | null;
}

/**
 * Throws unless what the device has is what the hub has, as far as its positions go [LIN3]: Problem
 * `hub_behind`, or `hub_restored` for an older device [LIN5]; {@link LossProven} when everybody must know.
 */
export async function assertOnLine(
  connection: Queryable,
  lines: Lines,
  epoch: string,
  standing: HubStanding,
  { held, request, claim }: Puller,
): Promise<void> {
  const { lineId, lastSeq } = standing;
  if (lineId !== lines.current.id) throw new LineMoved("another hub opened a line of time");
  const mark = claim === null ? null : readMark(claim.mark);
  if (claim === null || mark === null) {
    const named = epochForOlder(epoch, lines.current);
    if (request.epoch === null || request.epoch === named) return;
    throw await hubRestoredProblem(connection, named, lastSeq);
  }
  const positions = heldPositions(request.positions, held);
  const keys = Object.keys(positions);
  const between = mark.lineId === lineId ? null : await readBetween(connection, mark.lineId, keys);
  const heads = new Map(standing.heads.map(({ key, head }) => [key, head]));
  const rewound = rewoundScopes({ positions, heads, between });
  const ahead = Object.keys(rewound).length > 0;
  const genuine = between === null && isGenuine(lines.secret, mark, request);
  if (!ahead && claim.acked <= lastSeq) {
    if (!genuine || lines.hasJudged(request.replicaId)) return;
    if (await readOvertaken(connection, positions, mark.at_us)) throw new LossProven(mark);
    lines.judged(request.replicaId);
    return;
  }
  if (genuine && (ahead || mark.lastSeq > lastSeq)) throw new LossProven(mark);
  throw hubBehind({ expected: lastSeq + 1, since_us: between?.since_us ?? 0, rewound });
}
