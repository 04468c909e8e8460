import { composeSchema } from "@healthops/schema/schema";
import { SCHEMA_MODULES } from "@healthops/installed/schemas";

/** The record types of this installation. */
export const SCHEMA = composeSchema(SCHEMA_MODULES);
