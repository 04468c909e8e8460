import { noticesModule } from "@healthops/notices/schema";
import type { Module } from "@healthops/schema/module";
import { staffModule } from "@healthops/staff/schema";
import { wellnessModule } from "@healthops/wellness/schema";
import { workforceModule } from "@healthops/workforce/schema";

/** The modules whose records this command knows; a new one is a line here. */
export const REPLICA_MODULES: readonly Module[] = [
  noticesModule,
  wellnessModule,
  workforceModule,
  staffModule,
];
