import { isProblem } from "@healthops/base/problem";
import type { Positions } from "@healthops/protocol/wire/pull";
import type { RecordKey } from "../outbox/settle.ts";
import { discardStaged, readPullState } from "../store/pull-state.ts";
import type { SqlReader, SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import { askWhoseNumbers, ownThrough, requeueAfter, standOn } from "./requeue.ts";

/** What a hub says that goes on from a copy of its database [LIN3, LIN4]. */
export interface LineNews {
  /** The number that it expects of this replica next. */
  readonly expected: number;
  readonly since_us: number;
  /** Scopes of which this replica knows more than the hub. */
  readonly rewound: Positions;
}

/** The hub's news in a failure, or null when the failure is another one. */
export function lineNewsIn(error: unknown): LineNews | null {
  if (!isProblem(error)) return null;
  if (error.code !== "hub_behind" && error.code !== "line_changed") return null;
  const { expected, since_us, rewound } = error.extra;
  if (typeof expected !== "number") return null;
  return {
    expected,
    since_us: typeof since_us === "number" ? since_us : 0,
    rewound: typeof rewound === "object" && rewound !== null ? (rewound as Positions) : {},
  };
}

/**
 * Goes on with the hub: what it accepted from here and lost waits to be sent again, and scopes in which
 * this replica is ahead of it are read anew. What people see stays until that is complete; nothing is
 * sent before, because only a pull says on which versions the changes stand now.
 */
export async function followLine(
  store: Store,
  tx: SqlTransaction,
  { expected, since_us, rewound }: LineNews,
): Promise<void> {
  const { underway } = await readPullState(tx);
  // What was on its way and did not arrive may have to stand on another version, so it is sent anew too.
  await requeueAfter(store, tx, await ownThrough(tx, expected - 1));
  await setMeta(tx, "pull_first", true);
  if (underway) {
    // What was said is about the staged pages; the next round is judged by the last checkpoint.
    await discardStaged(store, tx);
    return;
  }
  const scopes = Object.keys(rewound);
  if (scopes.length === 0) return;
  await askWhoseNumbers(tx);
  await tx.runMany("insert or ignore into _rewound (scope) values (?)", [scopes]);
  await setMeta(tx, "etag", null);
  const known_us = (await getMeta(tx, "rewound_us")) ?? Number.MAX_SAFE_INTEGER;
  await setMeta(tx, "rewound_us", Math.min(known_us, since_us));
}

/** The pull that `followLine` waited for is complete; `unsure` records were read anew. */
export async function standInLine(tx: SqlTransaction, unsure: readonly RecordKey[]): Promise<void> {
  const since_us = await getMeta(tx, "rewound_us");
  if (since_us !== null) await standOn(tx, unsure, since_us);
  await setMeta(tx, "rewound_us", null);
  await setMeta(tx, "pull_first", null);
  await tx.run("delete from _rewound");
}

/** Highest of this replica's numbers that the hub has answered. */
export async function readAcked(reader: SqlReader): Promise<number> {
  const [row] = await reader.all("select min(seq) as seq from _outbox_groups where state = 'sent'");
  const sent = row?.["seq"];
  return typeof sent === "number" ? sent - 1 : ((await getMeta(reader, "last_seq")) ?? 0);
}
