import { newId } from "@healthops/base/ids";
import { present } from "@healthops/base/assert";
import { systemPorts } from "@healthops/base/system-ports";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { Group } from "@healthops/protocol/wire/push";
import { nodeFetch } from "@healthops/replica/node/node-fetch";
import { nodeWebSocket } from "@healthops/replica/node/node-web-socket";
import { httpTransport } from "@healthops/replica/transport/http-transport";
import type { HubTransport } from "@healthops/replica/transport/transport";
import { contentColumns } from "@healthops/schema/columns";
import { completeContent } from "@healthops/schema/content";
import { composeSchema } from "@healthops/schema/schema";
import { noticesModule } from "@healthops/notices/schema";
import type { Creation } from "@healthops/wellness/change";
import { exercises } from "@healthops/wellness/collections/exercises";
import { wellnessModule } from "@healthops/wellness/schema";
import { now_ms } from "../programs/now.ts";
import { exercisesOf } from "../world/exercises.ts";
import { PASSWORD, usernameOf } from "../world/people.ts";

export interface PushLoad {
  readonly hubUrl: string;
  /** Pushes under way at once. */
  readonly pushers: number;
  /** People whose devices push, so scopes; with one, all pushers are that person's devices. */
  readonly people: number;
  /** The first of them; 0 where it is not said. */
  readonly first?: number;
  /** Changes in a push, each standing for itself. */
  readonly changes: number;
  readonly duration_ms: number;
  readonly seed: number;
}

export interface PushLoadResult {
  readonly changes: number;
  readonly ms: number;
  /** Of each push, ms. */
  readonly latencies: readonly number[];
}

const ports = systemPorts();
const { version: schema } = composeSchema([noticesModule, wellnessModule]);
const tokens: string[] = [];

export function transportTo(hubUrl: string): HubTransport {
  return httpTransport({
    hubUrl,
    fetch: nodeFetch,
    timers: ports.timers,
    webSocket: nodeWebSocket,
  });
}

/** The token of a person who was signed in. */
export function tokenOf(person: number): string {
  return present(tokens[person], "the person is signed in");
}

export async function signInAll(hubUrl: string, people: number): Promise<void> {
  for (let person = tokens.length; person < people; person += 1) {
    tokens.push(await signInAs(hubUrl, person));
  }
}

/** Signs in somebody; their token. */
export async function signInAs(hubUrl: string, person: number): Promise<string> {
  const credentials = { username: usernameOf(person), password: PASSWORD };
  return (await transportTo(hubUrl).signIn(credentials)).accessToken;
}

/** A device that only pushes. */
interface PushingDevice {
  readonly person: number;
  readonly replicaId: string;
  seq: number;
  readonly records: Iterator<Creation>;
}

/** Pushes over the product's transport for a while. */
export function productPushLoad(load: PushLoad): Promise<PushLoadResult> {
  const transport = transportTo(load.hubUrl);
  return underLoad(load, async (device) => {
    const groups = take(device, load.changes).map((creation): Group => {
      const { collection, op, fields } = creation;
      const id = newId(ports);
      const mutations = [{ collection, id, op, base: 0, fields: { ...fields } }];
      return { seq: ++device.seq, deviceTime_ms: ports.clock.now(), mutations };
    });
    const receivedThrough = device.seq - groups.length;
    const { replicaId } = device;
    const versions = { protocol: PROTOCOL_VERSION, schema };
    const request = { ...versions, replicaId, epoch: null, receivedThrough, groups };
    const start = now_ms();
    const { receipts } = await transport.push(tokenOf(device.person), request);
    const latency = now_ms() - start;
    if (receipts.some(({ status }) => status !== "applied")) throw new Error("a push was rejected");
    return latency;
  });
}

/** The same to the naive server. */
export function naivePushLoad(load: PushLoad): Promise<PushLoadResult> {
  return underLoad(load, async (device) => {
    const records = take(device, load.changes).map(({ fields }) => {
      const id = newId(ports);
      const content = completeContent(exercises, fields);
      const row: Record<string, unknown> = { id, version: 1 };
      for (const { field, column } of contentColumns(exercises)) row[column] = content[field];
      return row;
    });
    const start = now_ms();
    const response = await fetch(`${load.hubUrl}/push`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ records }),
    });
    await response.text();
    if (!response.ok) throw new Error(`naive push: ${response.status}`);
    return now_ms() - start;
  });
}

function take({ records }: PushingDevice, count: number): Creation[] {
  return Array.from({ length: count }, () => records.next().value as Creation);
}

async function underLoad(
  load: PushLoad,
  push: (device: PushingDevice) => Promise<number>,
): Promise<PushLoadResult> {
  const { pushers, people, first = 0, duration_ms, changes, seed } = load;
  const devices = Array.from({ length: Math.max(people, pushers) }, (_, index) =>
    newDevice(first + (index % people), seed * 1_000 + index),
  );
  const latencies: number[] = [];
  const start = now_ms();
  async function pusher(number: number): Promise<void> {
    // Each works through its own share of the devices, in turn.
    const own = devices.filter((_, index) => index % pushers === number);
    for (let turn = 0; now_ms() - start < duration_ms; turn += 1) {
      latencies.push(await push(present(own[turn % own.length], "every pusher has devices")));
    }
  }
  await Promise.all(Array.from({ length: pushers }, (_, number) => pusher(number)));
  return { changes: latencies.length * changes, ms: now_ms() - start, latencies };
}

function newDevice(person: number, seed: number): PushingDevice {
  return { person, replicaId: newId(ports), seq: 0, records: endless(person, seed) };
}

function* endless(person: number, seed: number): Generator<Creation> {
  for (let again = 0; ; again += 1) {
    for (const group of exercisesOf(person, 1_000, seed + again * 7_919)) yield* group;
  }
}
