import type { ScopeKey } from "@healthops/schema/scope";
import type { BatchRows, FeedRow } from "./batch-rows.ts";
import type { Catalog } from "./catalog.ts";
import type { LockedCounters } from "./scope-counters.ts";
import type { Parameters } from "./write-parameters.ts";
import type { StatementPart } from "./write-records.ts";

/** Feed rows at dense positions behind their scopes' heads, and the heads moved on [ORD1, ORD3]. */
export function writeFeed(
  parameters: Parameters,
  catalog: Catalog,
  feed: readonly FeedRow[],
  counters: LockedCounters,
  heads: Map<ScopeKey, number>,
): StatementPart[] {
  const idOf = (scope: ScopeKey): number => counters.byKey.get(scope)?.id ?? 0;
  const appeared = new PlacedRows();
  const fed = new PlacedRows();
  for (const { scope, record, departed } of feed) {
    const position = (heads.get(scope) ?? counters.byKey.get(scope)?.head ?? 0) + 1;
    heads.set(scope, position);
    const rows = record.loaded === null ? appeared : fed;
    rows.scopeIds.push(idOf(scope));
    rows.numbers.push(catalog.named(record.collection.name).number);
    rows.ids.push(record.id);
    rows.positions.push(position);
    rows.departed.push(departed);
  }
  const moved = [...heads];
  const ids = parameters.array(
    "integer",
    moved.map(([scope]) => idOf(scope)),
  );
  const newHeads = parameters.array(
    "bigint",
    moved.map(([, head]) => head),
  );
  const at = parameters.add(String(counters.at_us), "bigint");
  const line = parameters.add(String(counters.line), "integer");
  return [
    ...feedPart(parameters, "appeared", appeared),
    ...feedPart(parameters, "fed", fed),
    {
      name: "advanced",
      text: `update hub.scopes s set head = d.head, last_us = ${at}, line = ${line}
        from unnest(${ids}, ${newHeads}) as d (id, head) where s.id = d.id`,
      counted: false,
    },
    ...firstInLine(parameters, counters, line, moved),
  ];
}

/** Where scopes stood before this line wrote to them first [LIN2]; mostly it has before. */
function firstInLine(
  parameters: Parameters,
  counters: LockedCounters,
  line: string,
  moved: readonly (readonly [ScopeKey, number])[],
): StatementPart[] {
  // Nothing was before the first line.
  if (counters.line <= 1) return [];
  const fresh = moved.flatMap(([scope]) => {
    const counter = counters.byKey.get(scope);
    return counter === undefined || counter.line === counters.line ? [] : [counter];
  });
  if (fresh.length === 0) return [];
  const ids = parameters.array(
    "integer",
    fresh.map(({ id }) => id),
  );
  const froms = parameters.array(
    "bigint",
    fresh.map(({ head }) => head),
  );
  return [
    {
      name: "begun",
      text: `insert into hub.scope_lines (scope_id, line, from_position)
        select d.id, ${line}, d.head from unnest(${ids}, ${froms}) as d (id, head)
        on conflict do nothing`,
      counted: false,
    },
  ];
}

/** Feed rows with their positions, column by column: they are many. */
class PlacedRows {
  readonly scopeIds: number[] = [];
  readonly numbers: number[] = [];
  readonly ids: string[] = [];
  readonly positions: number[] = [];
  readonly departed: boolean[] = [];
}

/** A new record is in no feed yet; looking for its row would cost a third of the insert. */
function feedPart(
  parameters: Parameters,
  name: "appeared" | "fed",
  rows: PlacedRows,
): StatementPart[] {
  if (rows.ids.length === 0) return [];
  const arrays = [
    parameters.array("integer", rows.scopeIds),
    parameters.array("smallint", rows.numbers),
    parameters.array("uuid", rows.ids),
    parameters.array("bigint", rows.positions),
    parameters.array("boolean", rows.departed),
  ];
  const replace = `on conflict (scope_id, collection_id, record_id)
    do update set position = excluded.position, departed = excluded.departed`;
  return [
    {
      name,
      text: `insert into hub.feed (scope_id, collection_id, record_id, position, departed)
        select * from unnest(${arrays.join(", ")}) as d (scope, collection, id, position, departed)
        order by id ${name === "fed" ? replace : ""}`,
      counted: false,
    },
  ];
}

/** Receipts and the replicas' counters [PSH1]. */
export function writeReceipts(
  parameters: Parameters,
  replicas: BatchRows["replicas"],
): StatementPart[] {
  const receipts = replicas.flatMap(({ id, receipts: own }) =>
    own.map((receipt) => ({ id, receipt })),
  );
  const ids = parameters.array(
    "uuid",
    receipts.map(({ id }) => id),
  );
  const seqs = parameters.array(
    "bigint",
    receipts.map(({ receipt }) => receipt.receipt.seq),
  );
  const bodies = parameters.array(
    "jsonb",
    receipts.map(({ receipt }) => JSON.stringify(receipt.receipt)),
  );
  const hashes = parameters.array(
    "uuid",
    receipts.map(({ receipt }) => receipt.hash),
  );
  const firstReplicas = parameters.array(
    "uuid",
    receipts.map(({ receipt }) => receipt.first?.replicaId ?? null),
  );
  const firstSeqs = parameters.array(
    "bigint",
    receipts.map(({ receipt }) => receipt.first?.seq ?? null),
  );
  const state = [
    parameters.array(
      "uuid",
      replicas.map(({ id }) => id),
    ),
    parameters.array(
      "bigint",
      replicas.map(({ lastSeq }) => lastSeq),
    ),
    parameters.array(
      "integer",
      replicas.map(({ protocol }) => protocol),
    ),
    parameters.array(
      "text",
      replicas.map(({ schema }) => schema),
    ),
    parameters.array(
      "uuid",
      replicas.map(({ lastHash }) => lastHash),
    ),
  ];
  return [
    {
      name: "answered",
      text: `insert into hub.receipts (replica_id, seq, receipt, hash, first_replica, first_seq)
        select * from unnest(${ids}, ${seqs}, ${bodies}, ${hashes}, ${firstReplicas}, ${firstSeqs})`,
      counted: false,
    },
    {
      name: "numbered",
      text: `update hub.replicas r
        set last_seq = d.seq, protocol = d.protocol, schema_version = d.version,
          last_hash = d.hash, last_push_at = now()
        from unnest(${state.join(", ")}) as d (id, seq, protocol, version, hash) where r.id = d.id`,
      counted: false,
    },
  ];
}
