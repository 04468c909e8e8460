import type { ChainStatus } from "@healthops/protocol/wire/admin";
import type { Queryable, Row } from "../database/pool.ts";
import { isoTime } from "../database/iso-time.ts";
import type { AuditAnchor } from "./anchor.ts";
import { GENESIS, blockContent } from "./chain-blocks.ts";

const SETTING = "chain_verification";
const SEALS_AT_ONCE = 1_000;

/** What the last check found; kept in the hub's settings. */
interface Verification {
  readonly at: string;
  readonly blocks: number;
  readonly fault: { readonly block: number; readonly message: string } | null;
}

interface Seal extends Row {
  readonly number: number;
  readonly changes_through: number;
  readonly changes: number;
  readonly events_through: number;
  readonly events: number;
  readonly hash: Buffer;
}

/**
 * Computes every block anew and compares it with its seal; stops at the first that differs. A chain that is
 * whole in itself is compared with what was noted of it outside of the database. Keeps what it found for
 * {@link chainStatus}. Reads all history once, block by block.
 */
export async function verifyChain(
  db: Queryable,
  anchor: Pick<AuditAnchor, "fault"> | null,
): Promise<ChainStatus> {
  let former: Seal | null = null;
  let fault: Verification["fault"] = null;
  let blocks = 0;
  for (;;) {
    const seals: Seal[] = await sealsBehind(db, former?.number ?? 0);
    for (const seal of seals) {
      fault = await faultOf(db, former, seal);
      if (fault !== null) break;
      former = seal;
      blocks++;
    }
    if (fault !== null || seals.length < SEALS_AT_ONCE) break;
  }
  fault ??= (await anchor?.fault(db)) ?? null;
  const verification: Verification = { at: new Date().toISOString(), blocks, fault };
  await db.query(
    `insert into hub.settings (key, value) values ($1, $2)
      on conflict (key) do update set value = excluded.value`,
    [SETTING, JSON.stringify(verification)],
  );
  return chainStatus(db);
}

/** Where the chain stands, and what its last check found. */
export async function chainStatus(db: Queryable): Promise<ChainStatus> {
  const { rows } = await db.query<
    Row & {
      blocks: number;
      changes: number;
      events: number;
      head: string | null;
      sealed_at: string | null;
      waiting: number;
    }
  >(
    `select count(*) as blocks, coalesce(sum(changes), 0)::bigint as changes,
       coalesce(sum(events), 0)::bigint as events,
       (select encode(hash, 'hex') from hub.seals order by number desc limit 1) as head,
       ${isoTime("max(sealed_at)")} as sealed_at,
       (select count(*) from hub.history
         where seq > coalesce((select max(changes_through) from hub.seals), 0))
       + (select count(*) from hub.events
         where id > coalesce((select max(events_through) from hub.seals), 0)) as waiting
     from hub.seals`,
  );
  const [sum] = rows;
  if (sum === undefined) throw new Error("an aggregate answers one row");
  const verification = await readVerification(db);
  const verified = verification !== null;
  return {
    state: !verified ? "unverified" : verification.fault === null ? "whole" : "broken",
    blocks: sum.blocks,
    changes: sum.changes,
    events: sum.events,
    waiting: sum.waiting,
    head: sum.head,
    sealedAt: sum.sealed_at,
    verifiedAt: verification?.at ?? null,
    verifiedBlocks: verification?.blocks ?? 0,
    fault: verification?.fault ?? null,
  };
}

/**
 * Whether a hash that was written down elsewhere is (still) one of the chain's: if not, the chain was
 * made anew since.
 */
export async function chainHolds(db: Queryable, hash: string): Promise<boolean> {
  const { rows } = await db.query(`select from hub.seals where hash = decode($1, 'hex')`, [hash]);
  return rows.length > 0;
}

async function faultOf(
  db: Queryable,
  former: Seal | null,
  seal: Seal,
): Promise<Verification["fault"]> {
  const block = seal.number;
  if (block !== (former?.number ?? 0) + 1) {
    return { block, message: "The block before this one is missing." };
  }
  const content = await blockContent(db, former?.hash ?? GENESIS, {
    changesAbove: former?.changes_through ?? 0,
    changesThrough: seal.changes_through,
    eventsAbove: former?.events_through ?? 0,
    eventsThrough: seal.events_through,
  });
  if (content.changes !== seal.changes || content.events !== seal.events) {
    return {
      block,
      message:
        `Sealed with ${seal.changes} changes and ${seal.events} events, ` +
        `found ${content.changes} and ${content.events}: some were removed or added.`,
    };
  }
  if (!content.hash.equals(seal.hash)) {
    return { block, message: "A change or event of this block, or its seal, was altered." };
  }
  return null;
}

async function sealsBehind(db: Queryable, number: number): Promise<Seal[]> {
  const { rows } = await db.query<Seal>(
    `select number, changes_through, changes, events_through, events, hash from hub.seals
      where number > $1 order by number limit ${SEALS_AT_ONCE}`,
    [number],
  );
  return rows;
}

async function readVerification(db: Queryable): Promise<Verification | null> {
  const { rows } = await db.query<{ value: string }>(
    `select value from hub.settings where key = $1`,
    [SETTING],
  );
  return rows[0] === undefined ? null : (JSON.parse(rows[0].value) as Verification);
}
