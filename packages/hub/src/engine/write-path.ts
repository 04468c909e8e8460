import type { Ports } from "@healthops/base/ports";
import type pg from "pg";
import type { Lines } from "../lines/lines.ts";
import type { Catalog } from "./catalog.ts";
import type { Effect } from "./effects.ts";
import type { Reaction } from "./reaction.ts";
import type { HubRule } from "./rules.ts";
import type { ScopeCounters } from "./scope-counters.ts";

/** The standing parts of the write path. */
export interface WritePath {
  readonly pool: pg.Pool;
  readonly catalog: Catalog;
  readonly epoch: string;
  readonly lines: Lines;
  readonly scopes: ScopeCounters;
  readonly rules: readonly HubRule[];
  readonly reactions: readonly Reaction[];
  readonly effects: readonly Effect[];
  readonly ports: Pick<Ports, "clock" | "random">;
}
