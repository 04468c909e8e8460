import { assert } from "@healthops/base/assert";
import type { Module } from "@healthops/schema/module";
import type { FastifyInstance } from "fastify";
import type { Effect } from "./engine/effects.ts";
import type { Reaction } from "./engine/reaction.ts";
import type { HubRule } from "./engine/rules.ts";
import type { Hub } from "./hub.ts";
import type { HubJob } from "./jobs/hub-job.ts";
import type { HubService } from "./services/hub-service.ts";

/** What a module adds on the hub, beside the records that it declares. */
export interface HubModule {
  readonly module: Module;
  /** Rules that need more than one record to decide. */
  readonly rules?: readonly HubRule[];
  /** What follows from changes, in the same group. */
  readonly reactions?: readonly Reaction[];
  /** What is written beside the records, in the same transaction. */
  readonly effects?: readonly Effect[];
  /**
   * Statements that make its own bookkeeping tables, `hub.<module>_…`; run at every start whose version
   * differs, so each leaves alone what is there.
   */
  readonly tables?: readonly string[];
  /** What it does all the time, at one hub process after the other. */
  readonly services?: readonly HubService[];
  /** What it does by itself, by the clock. */
  readonly jobs?: readonly HubJob[];
  /** Routes beside the generic ones: reports, documented routes of older clients. */
  readonly routes?: (server: FastifyInstance, hub: Hub) => void;
}

/** The statements that make the modules' own tables; one outside of its module's names is a defect. */
export function moduleTablesOf(modules: readonly HubModule[]): readonly string[] {
  return modules.flatMap(({ module: { name }, tables = [] }) => {
    const own = new RegExp(`^\\s*(create|alter) [a-z ]*\\bhub\\.${name}_|\\bon hub\\.${name}_`);
    for (const statement of tables)
      assert(
        own.test(statement),
        `a table of module ${name} is hub.${name}_…: ${statement.slice(0, 60)}`,
      );
    return tables;
  });
}
