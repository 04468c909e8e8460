import type { Ports } from "@healthops/base/ports";
import type { Schema } from "@healthops/schema/schema";
import type { SqliteDatabase } from "../sqlite/database.ts";
import type { TablePlans } from "./table-plan.ts";

/** An opened replica database: what every part of the replica works on. */
export interface Store {
  readonly database: SqliteDatabase;
  readonly schema: Schema;
  readonly plans: TablePlans;
  readonly ports: Ports;
}
