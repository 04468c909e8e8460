import { present } from "@healthops/base/assert";
import { exercises } from "@healthops/wellness/collections/exercises";
import { peakMemory_bytes } from "../programs/memory.ts";
import { now_ms } from "../programs/now.ts";
import { serveCalls } from "../programs/serve-calls.ts";
import type { QueryKind } from "./list-queries.ts";
import { timeQueries } from "./list-queries.ts";
import { changeOffline } from "./offline-changes.ts";
import type { OfflineChanges } from "./offline-changes.ts";
import type { Device, DevicePlace } from "./open-device.ts";
import { openDevice } from "./open-device.ts";
import type { SocketBytes } from "./socket-bytes.ts";
import { countSocketBytes, bytesSince, socketBytes } from "./socket-bytes.ts";
import { Sightings } from "./sightings.ts";

/** One sync as the device saw it. */
export interface TimedSync {
  /** Until the receipts of all that waited were stored; 0 when nothing waited. */
  readonly push_ms: number;
  /** From there until people see the new checkpoint. */
  readonly pull_ms: number;
  readonly pushed: number;
  readonly pulled: number;
  readonly bytes: SocketBytes;
}

/** A replica with its SQLite file, through the product's public API. */
export interface DeviceCalls {
  open(place: DevicePlace): Promise<void>;
  sync(nothing: null): Promise<TimedSync>;
  /** Makes changes that wait for the next sync; how long that took, ms. */
  change(changes: OfflineChanges): Promise<number>;
  /** Stays in sync by itself, and notes when new records come into sight. */
  goLive(nothing: null): Promise<void>;
  /** Makes one record; its id and when it was asked for. */
  changeOnline(performedOn: string): Promise<{ id: string; at_ms: number }>;
  /** When the record came into sight here. */
  seen(id: string): Promise<number>;
  /** Times of single queries, ms. */
  queries(options: { kind: QueryKind; count: number }): Promise<readonly number[]>;
  peakMemory_bytes(nothing: null): number;
}

let device: Device | null = null;
const sightings = new Sightings();

countSocketBytes();

serveCalls<DeviceCalls>(
  {
    async open(place) {
      device = await openDevice(place);
    },
    sync: () => timedSync(theDevice()),
    async change(changes) {
      const start = now_ms();
      await changeOffline(theDevice().replica, changes);
      return now_ms() - start;
    },
    async goLive() {
      const { replica } = theDevice();
      await replica.sync();
      await sightings.watch(replica);
      const connected = Promise.withResolvers<void>();
      replica.watchStatus({
        next: ({ live }) => live === "connected" && connected.resolve(),
        failed: connected.reject,
      });
      replica.start();
      await connected.promise;
    },
    async changeOnline(performedOn) {
      const { replica, person } = theDevice();
      const fields = { performedOn, activity: "Live", durationMinutes: 30, personId: person };
      const at_ms = now_ms();
      const { ids } = await replica.mutate([{ op: "create", collection: exercises.name, fields }]);
      return { id: present(ids[0], "a change has an id"), at_ms };
    },
    seen: (id) => sightings.of(id),
    queries: ({ kind, count }) => timeQueries(theDevice().replica, kind, count),
    peakMemory_bytes: () => peakMemory_bytes(),
  },
  async () => device?.replica.close(),
);

function theDevice(): Device {
  return present(device, "the device is open");
}

async function timedSync({ replica, moments }: Device): Promise<TimedSync> {
  const before = socketBytes();
  moments.firstPull_ms = null;
  const start = now_ms();
  const { pushed, pulled } = await replica.sync();
  const end = now_ms();
  const between = moments.firstPull_ms ?? end;
  return {
    push_ms: between - start,
    pull_ms: end - between,
    pushed,
    pulled,
    bytes: bytesSince(before),
  };
}
