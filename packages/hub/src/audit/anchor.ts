import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { Problem } from "@healthops/base/problem";
import type { Queryable } from "../database/pool.ts";

/** A block of the chain as it was when it was the newest. */
interface NotedHead {
  readonly at: string;
  readonly block: number;
  readonly hash: string;
}

/** From here on the chain ends at `block` for a reason that is known: what was noted above is void. */
interface Explained {
  readonly at: string;
  readonly explained: "restored" | "acknowledged";
  readonly block: number;
  readonly reason?: string;
}

type Line = NotedHead | Explained;

/** Where the chain parts from what was noted of it. */
export interface AnchorFault {
  readonly block: number;
  readonly message: string;
}

/** Newest heads that are compared: each block's hash is over all before it, so these speak for the rest. */
const HEADS_MAX = 10_000;
const FILE_MODE = 0o600;

/**
 * What the chain's ends were, in a file outside of the database that is only ever appended to: who can write to
 * the database can cut the chain's end off, or make all of it anew, but not what stands here.
 */
export class AuditAnchor {
  readonly file: string;
  #newest: number | null = null;

  constructor(file: string) {
    this.file = file;
  }

  /** Notes the newest block, unless it is the one noted last. Problem `audit_anchor_unusable`. */
  async note(db: Queryable): Promise<void> {
    const head = await newestSeal(db);
    if (head === null) return;
    this.#newest ??= (await this.#heads()).at(-1)?.block ?? 0;
    if (head.block === this.#newest) return;
    await this.#append({ at: new Date().toISOString(), ...head });
    this.#newest = head.block;
  }

  /**
   * The chain in the database goes on from an earlier state, and rightly so: what was noted above its end (or
   * above `block`) is not missed any more. Problem `audit_anchor_unusable`.
   */
  async explain(
    db: Queryable,
    explained: Explained["explained"],
    block: number | null = null,
    reason?: string,
  ): Promise<void> {
    const end = block ?? (await newestSeal(db))?.block ?? 0;
    const at = new Date().toISOString();
    await this.#append({ at, explained, block: end, ...(reason === undefined ? {} : { reason }) });
    this.#newest = null;
  }

  /** What was noted and is not in the chain (any more); null when all of it is. */
  async fault(db: Queryable): Promise<AnchorFault | null> {
    const heads = await this.#heads();
    const hashes = await hashesOf(
      db,
      heads.map(({ block }) => block),
    );
    const lost = heads.find(({ block, hash }) => hashes.get(block) !== hash);
    if (lost === undefined) return null;
    const cause = await lineSince(db, lost.at);
    if (hashes.has(lost.block)) {
      return {
        block: lost.block,
        message: `Seal ${lost.block} is not the one that was noted at ${lost.at} outside of the database: the chain was made anew from there or before.${cause}`,
      };
    }
    const end = (await newestSeal(db))?.block ?? 0;
    const last = heads.reduce((one, other) => (other.block > one.block ? other : one), lost);
    const gone =
      end + 1 >= last.block ? `Seal ${last.block} is` : `Seals ${end + 1}–${last.block} are`;
    return {
      block: end + 1,
      message: `${gone} gone, with the changes and events in it: the newest was noted at ${last.at} outside of the database, and the chain ends at ${end}.${cause}`,
    };
  }

  /** The newest noted block that the chain still holds as it was noted; 0 when none. */
  async newestHeld(db: Queryable): Promise<number> {
    const heads = await this.#heads();
    const hashes = await hashesOf(
      db,
      heads.map(({ block }) => block),
    );
    return heads.findLast(({ block, hash }) => hashes.get(block) === hash)?.block ?? 0;
  }

  /** Heads that have to be in the chain, the oldest first. */
  async #heads(): Promise<readonly NotedHead[]> {
    let heads: NotedHead[] = [];
    for await (const line of this.#lines()) {
      if ("explained" in line) heads = heads.filter(({ block }) => block <= line.block);
      else heads.push(line);
      if (heads.length > 2 * HEADS_MAX) heads = heads.slice(-HEADS_MAX);
    }
    return heads;
  }

  async *#lines(): AsyncGenerator<Line> {
    const source = createReadStream(this.file, "utf8");
    try {
      for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
        const line = readLine(text);
        if (line !== null) yield line;
      }
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
      throw unusable(this.file, error);
    } finally {
      source.destroy();
    }
  }

  async #append(line: Line): Promise<void> {
    try {
      await mkdir(path.dirname(this.file), { recursive: true });
      const handle = await open(this.file, "a", FILE_MODE);
      try {
        // A line that was cut by the end of the machine is closed first: it is passed over.
        await handle.writeFile(`${JSON.stringify(line)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw unusable(this.file, error);
    }
  }
}

/**
 * What the hub's own books have for it: a copy that it went on from since has a shorter chain [LIN1]. Who owns the
 * database can write that there too, so it says where to look and settles nothing.
 */
async function lineSince(db: Queryable, at: string): Promise<string> {
  const { rows } = await db.query<{ number: number; reason: string; opened: string }>(
    `select number, reason, to_char(to_timestamp(opened_us / 1000000.0) at time zone 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS"Z"') as opened
      from hub.lines where number > 1 and opened_us >= $1::bigint order by number limit 1`,
    [Date.parse(at) * 1_000],
  );
  const [line] = rows;
  if (line === undefined) return "";
  return ` The hub went on from a copy of its database since: line ${line.number}, opened at ${line.opened} (${line.reason}). If that was a promotion or restore of yours, acknowledge it.`;
}

async function newestSeal(db: Queryable): Promise<Omit<NotedHead, "at"> | null> {
  const { rows } = await db.query<{ block: number; hash: string }>(
    `select number as block, encode(hash, 'hex') as hash from hub.seals order by number desc limit 1`,
  );
  const [row] = rows;
  return row === undefined ? null : { block: row.block, hash: row.hash };
}

async function hashesOf(
  db: Queryable,
  blocks: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await db.query<{ block: number; hash: string }>(
    `select number as block, encode(hash, 'hex') as hash from hub.seals
      where number = any($1::bigint[])`,
    [[...blocks]],
  );
  return new Map(rows.map(({ block, hash }) => [block, hash]));
}

/** Null for what is no line of ours: the file's end may have been cut by a power failure. */
function readLine(text: string): Line | null {
  try {
    const line = JSON.parse(text) as Partial<NotedHead & Explained> | null;
    if (typeof line?.block !== "number" || typeof line.at !== "string") return null;
    const { at, block, hash, explained } = line;
    if (explained !== undefined) return { at, block, explained };
    return typeof hash === "string" ? { at, block, hash } : null;
  } catch {
    return null;
  }
}

function unusable(file: string, cause: unknown): Problem {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  return new Problem({
    code: "audit_anchor_unusable",
    status: 500,
    message: `The hub's user cannot use ${file} (${code}), where the ends of the audit chain are noted. Give it the file, or name another with HEALTHOPS_AUDIT_ANCHOR_FILE.`,
    cause,
  });
}
