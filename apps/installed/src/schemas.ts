import { noticesModule } from "@healthops/notices/schema";
import type { Module } from "@healthops/schema/module";
import { staffModule } from "@healthops/staff/schema";
import { wellnessModule } from "@healthops/wellness/schema";
import { workforceModule } from "@healthops/workforce/schema";

/** The records and duties of the modules of this installation. Written by `npm run modules`. */
export const SCHEMA_MODULES: readonly Module[] = [
  noticesModule,
  staffModule,
  wellnessModule,
  workforceModule,
];
