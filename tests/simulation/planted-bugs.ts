import type { PullResponse } from "@healthops/protocol/wire/pull";
import { isProblem, Problem } from "@healthops/base/problem";
import type { Mutation, Receipt } from "@healthops/protocol/wire/push";
import type { PullAnswer } from "@healthops/replica/transport/transport";
import type { HubDoor } from "@healthops/testing/simulator/hub-door";
import type { SimHub } from "@healthops/testing/simulator/sim-hub";
import type { Plant } from "@healthops/testing/simulator/simulation";

/**
 * The classic cursor: "everything that changed since the time of the last answer", where the time of
 * a change is when its request began, not when it was committed. What commits late stays behind.
 */
export const timestampCursor: Plant = (door) => {
  const stamps = new Map<string, number>();
  let latest = 1;
  const stampOf = (name: string, id: unknown, version: unknown): number => {
    const key = `${name} ${String(id)}`;
    const stamp = stamps.get(key) ?? stamps.get(`${key} ${String(version)}`) ?? latest;
    stamps.set(`${key} ${String(version)}`, stamp);
    return stamp;
  };
  return {
    edit: (personId, groups) => door.edit(personId, groups),
    async push(personId, request, begun, claim) {
      const answer = await door.push(personId, request, begun, claim);
      latest = Math.max(latest, begun + 1);
      for (const { collection, id } of request.groups.flatMap(({ mutations }) => mutations)) {
        stamps.set(`${collection} ${id}`, begun + 1);
      }
      return answer;
    },
    async pull(personId, request) {
      const everything = { ...request, positions: {}, limit: 10_000 };
      const answer = await door.pull(personId, everything, null, null);
      if (answer.status === "unchanged") return answer;
      return { ...answer, etag: null, page: sinceStamp(answer.page, request.positions, stampOf) };
    },
  };
};

type Stamp = (name: string, id: unknown, version: unknown) => number;

function sinceStamp(
  page: PullResponse,
  positions: Record<string, number>,
  stampOf: Stamp,
): PullResponse {
  const scopes = Object.keys(page.positions);
  const known = scopes.every((scope) => positions[scope] !== undefined);
  const since = known ? Math.max(...Object.values(positions)) : 0;
  let newest = since;
  const isNewer = (name: string, id: unknown, version: unknown): boolean => {
    const stamp = stampOf(name, id, version);
    newest = Math.max(newest, stamp);
    return stamp > since;
  };
  const changed = page.changed.map(({ name, fields, columns }) => {
    const ids = columns[fields.indexOf("id")] ?? [];
    const versions = columns[fields.indexOf("version")] ?? [];
    const rows = [...ids.keys()].filter((row) => isNewer(name, ids[row], versions[row]));
    return { name, fields, columns: columns.map((column) => rows.map((row) => column[row])) };
  });
  const deleted = page.deleted.map(({ name, ids, versions }) => {
    const rows = [...ids.keys()].filter((row) => isNewer(name, ids[row], versions[row]));
    return {
      name,
      ids: rows.map((row) => ids[row] ?? ""),
      versions: rows.map((row) => versions[row] ?? 0),
    };
  });
  return {
    ...page,
    changed,
    deleted,
    positions: Object.fromEntries(scopes.map((scope) => [scope, newest])),
  };
}

/** A push that comes again is applied again, because nobody remembers that it came. */
export const appliedTwice: Plant = (door) => {
  const seen = new Set<string>();
  return {
    ...bound(door),
    async push(personId, request, begun, claim) {
      const answer = await door.push(personId, request, begun, claim);
      const again = request.groups.filter(({ seq }) => seen.has(`${request.replicaId} ${seq}`));
      for (const { seq } of request.groups) seen.add(`${request.replicaId} ${seq}`);
      if (again.length > 0) await door.edit(personId, again);
      return answer;
    },
  };
};

/** A merge that forgets the last field of an edit when the record has moved on. */
export const mergeDropsField: Plant = (door, hub) => ({
  ...bound(door),
  async push(personId, request, begun, claim) {
    for (const group of request.groups) {
      for (const mutation of group.mutations) await dropLastField(hub, mutation);
    }
    return door.push(personId, request, begun, claim);
  },
});

async function dropLastField(hub: SimHub, mutation: Mutation): Promise<void> {
  const names = Object.keys(mutation.fields);
  if (mutation.op !== "update" || names.length < 2) return;
  const { pool } = await hub.open();
  const { rows } = await pool.query<{ version: number }>(
    `select version from data.${mutation.collection} where id = $1`,
    [mutation.id],
  );
  const version = rows[0]?.version ?? 0;
  if (version > mutation.base) delete mutation.fields[names.at(-1) ?? ""];
}

/** Every page is shown at once, as if it were the whole checkpoint. */
export const pageShownEarly: Plant = (door) => ({
  ...bound(door),
  async pull(personId, request, etag, claim): Promise<PullAnswer> {
    const answer = await door.pull(personId, request, etag, claim);
    if (answer.status === "unchanged") return answer;
    return { ...answer, page: { ...answer.page, complete: true } };
  },
});

/** A repeated number is answered by the number alone, whatever comes under it: how it was before [PSH4]. */
export const deliveredByNumber: Plant = (door, hub) => ({
  ...bound(door),
  async push(personId, request, begun, claim) {
    try {
      return await door.push(personId, request, begun, claim);
    } catch (error) {
      if (!isProblem(error) || error.code !== "device_copied") throw error;
      const { pool } = await hub.open();
      const { rows } = await pool.query<{ seq: number; receipt: Receipt }>(
        "select seq, receipt from hub.receipts where replica_id = $1 and seq = any($2) order by seq",
        [request.replicaId, request.groups.map(({ seq }) => seq)],
      );
      const known = new Set(rows.map(({ seq }) => Number(seq)));
      const groups = request.groups.filter(({ seq }) => !known.has(seq));
      const receipts = rows.map(({ receipt }) => receipt);
      const rest = { ...request };
      delete rest.previous;
      if (groups.length === 0) {
        const { protocol, schema, epoch } = request;
        return { protocol, schema, epoch: epoch ?? "", receipts };
      }
      const answer = await door.push(personId, { ...rest, groups }, begun, claim);
      return { ...answer, receipts: [...receipts, ...answer.receipts] };
    }
  },
});

/** Nobody remembers what copies of a device have in common: each has it applied. */
export const commonWorkTwice: Plant = (door) => ({
  ...bound(door),
  push(personId, request, begun, claim) {
    const forgetful = { ...request };
    delete forgetful.copyOf;
    return door.push(personId, forgetful, begun, claim);
  },
});

/** What of a page arrived before the line was cut is taken for all of it [PUL9]. */
export const cutPageTaken: Plant = (door) => ({
  ...bound(door),
  async pull(personId, request, etag, claim): Promise<PullAnswer> {
    const answer = await door.pull(personId, request, etag, claim);
    if (answer.status === "unchanged" || answer.page.complete) return answer;
    const changed = answer.page.changed.map(({ columns, ...rest }) => ({
      ...rest,
      columns: columns.map((column) => column.slice(0, Math.ceil(column.length / 2))),
    }));
    return { ...answer, page: { ...answer.page, changed } };
  },
});

/** The hub's database went back in time, and the hub goes on as if nothing had happened: how it was before [LIN]. */
export const wayBackUnnoticed: Plant = (door) => ({
  ...bound(door),
  push: (personId, request, begun) => door.push(personId, { ...request, epoch: null }, begun, null),
  async pull(personId, request) {
    const answer = await door.pull(personId, { ...request, epoch: null }, null, null);
    if (answer.status === "unchanged") return answer;
    return { ...answer, etag: null, mark: null, page: { ...answer.page, epoch: "always" } };
  },
});

/** The hub says that all it has was there before it went back, also what was written since [LIN3]. */
export const everythingInCommon: Plant = (door) => ({
  ...bound(door),
  async pull(personId, request, etag, claim) {
    try {
      return await door.pull(personId, request, etag, claim);
    } catch (error) {
      if (!isProblem(error) || error.code !== "hub_behind") throw error;
      const { code, status, message, extra } = error;
      const since_us = Number.MAX_SAFE_INTEGER;
      throw new Problem({ code, status, message, extra: { ...extra, since_us } });
    }
  },
});

function bound(door: HubDoor): HubDoor {
  return {
    push: (personId, request, begun, claim) => door.push(personId, request, begun, claim),
    pull: (personId, request, etag, claim) => door.pull(personId, request, etag, claim),
    edit: (personId, groups) => door.edit(personId, groups),
  };
}
