import type { Module } from "@healthops/schema/module";
import type { FastifyInstance } from "fastify";
import type { Follower } from "./engine/followers.ts";
import type { HubRule } from "./engine/rules.ts";
import type { Hub } from "./hub.ts";
import type { HubJob } from "./jobs/hub-job.ts";
import type { PathNotes } from "./routes/operation.ts";

/** What a module adds on the hub, beside the records that it declares. */
export interface HubModule {
  readonly module: Module;
  /** Rules that need more than one record to decide. */
  readonly rules?: readonly HubRule[];
  /** Records that move to another scope along with the one that they belong to. */
  readonly followers?: readonly Follower[];
  /** What it does by itself, by the clock. */
  readonly jobs?: readonly HubJob[];
  /** Routes beside the generic ones: reports, documented routes of older clients. */
  readonly routes?: (server: FastifyInstance, hub: Hub) => void;
  /** What the API's document says of those routes. */
  readonly paths?: Readonly<Record<string, PathNotes>>;
}
