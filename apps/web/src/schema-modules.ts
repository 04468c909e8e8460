import { noticesModule } from "@healthops/notices/schema";
import type { Module } from "@healthops/schema/module";
import { staffModule } from "@healthops/staff/schema";
import { wellnessModule } from "@healthops/wellness/schema";
import { workforceModule } from "@healthops/workforce/schema";

/**
 * The modules of this installation as the replica knows them; a new one is a line here. Their screens
 * are in modules.ts, apart, because the replica's worker must not load them.
 */
export const SCHEMA_MODULES: readonly Module[] = [
  noticesModule,
  wellnessModule,
  workforceModule,
  staffModule,
];
