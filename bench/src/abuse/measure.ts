import { setTimeout as delay } from "node:timers/promises";
import type { DeviceCalls } from "../device/device-program.ts";
import type { LoadCalls } from "../load/load-program.ts";
import { signInAs } from "../load/push-load.ts";
import type { Program } from "../programs/program.ts";
import { now_ms } from "../programs/now.ts";

/** What is measured of ordinary use, each with its times in ms. */
export type Times = Map<string, number[]>;

export interface Ordinary {
  readonly progress: (text: string) => void;
  readonly hubUrl: string;
  /** Two devices of one person, each live. */
  readonly writer: Program<DeviceCalls>;
  readonly reader: Program<DeviceCalls>;
  /** Pushes one change at a time, as somebody whose token is at hand. */
  readonly pusher: Program<LoadCalls>;
  /** Somebody else's, which syncs when it is told to. */
  readonly other: Program<DeviceCalls>;
}

export interface Measured {
  readonly times: Times;
  /** What did not succeed, by kind. */
  readonly failed: Map<string, number>;
}

/** People who do nothing but sign in, so that nobody does it more often than a person may. */
const SIGNERS = { first: 20, count: 40 };

/** People whose devices push: each call is a device of its own, and a person can begin on so many a day. */
export const PUSHERS = 15;

/** Uses the hub as a few people do, for so long, and notes how long each thing took. */
export async function measure(use: Ordinary, duration_ms: number, seed: number): Promise<Measured> {
  const times: Times = new Map();
  const failed = new Map<string, number>();
  const until = now_ms() + duration_ms;
  const note = (what: string, ms: number): void =>
    void times.set(what, [...(times.get(what) ?? []), ms]);
  const again = async (every_ms: number, kind: string, work: (turn: number) => Promise<void>) => {
    for (let turn = 0; now_ms() < until; turn += 1) {
      const begun = now_ms();
      await inTime(work(turn)).catch((error: unknown) => {
        failed.set(kind, (failed.get(kind) ?? 0) + 1);
        use.progress(`${kind}: ${String(error).slice(0, 200)}`);
      });
      await delay(Math.max(0, begun + every_ms - now_ms()));
    }
  };
  await Promise.all([
    again(1_000, "health", async () => {
      note("health", await timed(async () => ok(await fetch(`${use.hubUrl}/health`))));
    }),
    again(3_000, "sign-in", async (turn) => {
      const person = SIGNERS.first + (turn % SIGNERS.count);
      note("sign-in", await timed(() => signInAs(use.hubUrl, person)));
    }),
    again(4_000, "sync", async (turn) => {
      const load = { hubUrl: use.hubUrl, pushers: 1, people: 1, changes: 1, duration_ms: 1 };
      const as = { first: turn % PUSHERS, seed: seed + turn };
      const { latencies } = await use.pusher.call("push", { ...load, ...as });
      for (const ms of latencies) note("small push", ms);
      const begun = now_ms();
      await use.other.call("sync", null);
      note("pull", now_ms() - begun);
    }),
    again(4_000, "live", async (turn) => {
      const day = new Date(Date.UTC(2040, 0, 1) + (seed + turn) * 86_400_000);
      const { id, at_ms } = await use.writer.call("changeOnline", day.toISOString().slice(0, 10));
      note("seen on the other device", (await use.reader.call("seen", id)) - at_ms);
    }),
  ]);
  return { times, failed };
}

/** Longer than anybody waits. */
const PATIENCE_ms = 60_000;

async function inTime(work: Promise<void>): Promise<void> {
  const settled = new AbortController();
  const late = delay(PATIENCE_ms, undefined, { signal: settled.signal }).then(() => {
    throw new Error(`took longer than ${PATIENCE_ms / 1_000} s`);
  });
  late.catch(() => undefined);
  await Promise.race([work, late]).finally(() => settled.abort());
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = now_ms();
  await work();
  return now_ms() - begun;
}

async function ok(answer: Response): Promise<void> {
  await answer.text();
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
}
