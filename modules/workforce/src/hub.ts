import type { HubModule } from "@healthops/hub/hub-module";
import { workforceModule } from "./schema.ts";

/** Workforce on the hub. */
export const workforceHub: HubModule = { module: workforceModule };
