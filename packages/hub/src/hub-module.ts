import type { Module } from "@healthops/schema/module";
import type { FastifyInstance } from "fastify";
import type { HubRule } from "./engine/rules.ts";
import type { Hub } from "./hub.ts";

/** What a module adds on the hub, beside the records that it declares. */
export interface HubModule {
  readonly module: Module;
  /** Rules that need more than one record to decide. */
  readonly rules?: readonly HubRule[];
  /** Routes beside the generic ones: reports, documented routes of older clients. */
  readonly routes?: (server: FastifyInstance, hub: Hub) => void;
}
