import type { PullResponse } from "@healthops/protocol/wire/pull";
import type { GroupId } from "../outbox/change.ts";
import { settleSeen } from "../outbox/settle.ts";
import type { SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "../store/meta.ts";
import type { Store } from "../store/store.ts";
import { applyStaged, dropNewer } from "./apply-staged.ts";
import { applyDepartures, removeUnheld } from "./departures.ts";
import { removeRewound, unsureOf } from "./rewound.ts";
import {
  discardStaged,
  readPositions,
  readPullState,
  readRewound,
  writePositions,
} from "../store/pull-state.ts";
import { standInLine } from "../restored/follow-line.ts";
import { standOnRestored } from "../restored/follow-restored-hub.ts";
import { layBare, putBack } from "./lay-bare.ts";

const NONE: ReadonlySet<string> = new Set();

export interface Checkpoint {
  /** The complete page; it is staged already. */
  readonly page: PullResponse;
  readonly etag: string | null;
  /** What the hub said of these positions [LIN3]; null: it knows no lines of time. */
  readonly mark: string | null;
  /** Groups that the hub had accepted before the round began: its rows contain them. */
  readonly ackedBefore: readonly GroupId[];
}

/**
 * Shows a complete round at once [PUL2], in the caller's transaction: no child without its parent,
 * no half of a group. Pending changes are taken off the rows, the hub's news applied, and the
 * changes put back on top [PUL3].
 */
export async function applyCheckpoint(
  store: Store,
  tx: SqlTransaction,
  { page, etag, mark, ackedBefore }: Checkpoint,
): Promise<void> {
  const { replaceAll } = await readPullState(tx);
  const before = Object.keys(await readPositions(tx));
  const held = new Set(Object.keys(page.positions));
  const shrunk = before.some((scope) => !held.has(scope));

  const rewound = replaceAll ? NONE : await readRewound(tx);
  const everything = replaceAll || shrunk || rewound.size > 0;

  const bare = await layBare(store, tx, ackedBefore, everything);
  const unsure = rewound.size === 0 ? [] : await unsureOf(store, tx, bare, rewound);
  for (const plan of store.plans.values()) await removeRewound(tx, plan, rewound);
  if ((await getMeta(tx, "rewound_us")) !== null) {
    for (const plan of store.plans.values()) await dropNewer(tx, plan);
  }
  for (const plan of store.plans.values()) await applyStaged(tx, plan, replaceAll);
  await applyDepartures(store, tx, held);
  if (shrunk && !replaceAll) {
    for (const plan of store.plans.values()) await removeUnheld(tx, plan, held);
  }
  await putBack(store, tx, bare);
  await standOnRestored(tx);
  await standInLine(tx, unsure);
  await settleSeen(store, tx);

  await discardStaged(store, tx);
  await writePositions(tx, "_positions", page.positions);
  await setMeta(tx, "epoch", page.epoch);
  await setMeta(tx, "etag", etag);
  if (mark !== null) await setMeta(tx, "mark", mark);
  await setMeta(tx, "replace_all", null);
}
