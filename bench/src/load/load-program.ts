import { peakMemory_bytes } from "../programs/memory.ts";
import { serveCalls } from "../programs/serve-calls.ts";
import { closeDesks, openDesks, sightingsOf } from "./desks.ts";
import { closeIdle, openIdle } from "./idle-devices.ts";
import type { PushLoad, PushLoadResult } from "./push-load.ts";
import { naivePushLoad, productPushLoad, signInAll } from "./push-load.ts";

/** Many devices at once, without a database each: they only talk. */
export interface LoadCalls {
  /** Signs in so many people. */
  signIn(options: { hubUrl: string; people: number }): Promise<void>;
  push(load: PushLoad): Promise<PushLoadResult>;
  naivePush(load: PushLoad): Promise<PushLoadResult>;
  /** Opens live channels that stay quiet. */
  openIdle(options: { hubUrl: string; count: number }): Promise<void>;
  /** Opens desks of the people who are signed in. */
  openDesks(options: { hubUrl: string; count: number }): Promise<void>;
  /** When the desks saw a record, epoch ms. */
  sightingsOf(id: string): readonly number[];
  peakMemory_bytes(nothing: null): number;
}

serveCalls<LoadCalls>(
  {
    signIn: ({ hubUrl, people }) => signInAll(hubUrl, people),
    push: productPushLoad,
    naivePush: naivePushLoad,
    openIdle: ({ hubUrl, count }) => openIdle(hubUrl, count),
    openDesks: ({ hubUrl, count }) => openDesks(hubUrl, count),
    sightingsOf,
    peakMemory_bytes: () => peakMemory_bytes(),
  },
  async () => {
    closeIdle();
    closeDesks();
  },
);
