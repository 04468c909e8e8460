import { newId } from "@healthops/base/ids";
import { present } from "@healthops/base/assert";
import { systemPorts } from "@healthops/base/system-ports";
import type { QueryKind } from "../device/list-queries.ts";
import type { SocketBytes } from "../device/socket-bytes.ts";
import { bytesSince, countSocketBytes, socketBytes } from "../device/socket-bytes.ts";
import { peakMemory_bytes } from "../programs/memory.ts";
import { now_ms } from "../programs/now.ts";
import { serveCalls } from "../programs/serve-calls.ts";
import { personOf } from "../world/people.ts";
import { timeNaiveQueries } from "./naive-queries.ts";
import { NaiveStore } from "./naive-store.ts";
import type { NaiveRow } from "./naive-table.ts";

export interface NaiveTimed {
  readonly ms: number;
  readonly records: number;
  readonly bytes: SocketBytes;
}

/** The client that people write first. */
export interface NaiveDeviceCalls {
  open(place: { hubUrl: string; file: string; person: number }): void;
  create(changes: { count: number; seed: number }): void;
  push(nothing: null): Promise<NaiveTimed>;
  pull(nothing: null): Promise<NaiveTimed>;
  /** Pulls that often from now on. */
  poll(every_ms: number): void;
  /** Makes one record and pushes it at once; its id and when it was asked for. */
  changeOnline(performedOn: string): Promise<{ id: string; at_ms: number }>;
  /** When a poll brought the record. */
  seen(id: string): Promise<number>;
  queries(options: { kind: QueryKind; count: number }): readonly number[];
  peakMemory_bytes(nothing: null): number;
}

interface Place {
  readonly store: NaiveStore;
  readonly hubUrl: string;
  readonly person: number;
  /** The newest time of change that was pulled. */
  since: number;
}

const PUSH_RECORDS = 1_000;
let place: Place | null = null;
const seen = new Map<string, PromiseWithResolvers<number>>();

countSocketBytes();

serveCalls<NaiveDeviceCalls>(
  {
    open({ hubUrl, file, person }) {
      place = { store: new NaiveStore(file), hubUrl, person, since: 0 };
    },
    create: ({ count, seed }) => here().store.create(here().person, count, seed),
    push: () => timed(push),
    pull: () => timed(pull),
    poll: (every_ms) => void setInterval(() => void pull(), every_ms),
    async changeOnline(performedOn) {
      const id = newId(systemPorts());
      const { personId: person_id, siteId: site_id } = personOf(here().person);
      const facts = { performed_on: performedOn, activity: "Live", duration_minutes: 30 };
      const record = { ...facts, id, version: 1, person_id, site_id, shared_with_manager: false };
      const at_ms = now_ms();
      here().store.store([{ ...record, created_at_us: 0, updated_at_us: 0 }], true);
      await push();
      return { id, at_ms };
    },
    seen: (id) => sighting(id).promise,
    queries: ({ kind, count }) => timeNaiveQueries(here().store.database, kind, count),
    peakMemory_bytes: () => peakMemory_bytes(),
  },
  async () => here().store.database.close(),
);

function here(): Place {
  return present(place, "the device is open");
}

function sighting(id: string): PromiseWithResolvers<number> {
  const entry = seen.get(id) ?? Promise.withResolvers<number>();
  seen.set(id, entry);
  return entry;
}

async function timed(work: () => Promise<number>): Promise<NaiveTimed> {
  const before = socketBytes();
  const start = now_ms();
  const records = await work();
  return { ms: now_ms() - start, records, bytes: bytesSince(before) };
}

async function push(): Promise<number> {
  const { store, hubUrl } = here();
  let pushed = 0;
  for (;;) {
    const records = store.dirty(PUSH_RECORDS);
    if (records.length === 0) return pushed;
    const response = await fetch(`${hubUrl}/push`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ records }),
    });
    if (!response.ok) throw new Error(`push: ${response.status} ${await response.text()}`);
    await response.text();
    store.clean(records);
    pushed += records.length;
  }
}

async function pull(): Promise<number> {
  const device = here();
  const { store, hubUrl, person, since } = device;
  const query = new URLSearchParams({ since: `${since}`, person: personOf(person).personId });
  const response = await fetch(`${hubUrl}/pull?${query.toString()}`);
  const { records } = (await response.json()) as { records: NaiveRow[] };
  store.store(records, false);
  for (const { updated_at_us } of records) {
    device.since = Math.max(device.since, Number(updated_at_us));
  }
  const at_ms = now_ms();
  for (const { id } of records) sighting(String(id)).resolve(at_ms);
  return records.length;
}
