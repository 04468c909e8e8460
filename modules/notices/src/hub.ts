import type { HubModule } from "@healthops/hub/hub-module";
import { fewImportant } from "./hub/few-important.ts";
import { noticesModule } from "./schema.ts";

/** Notices on the hub: what only it can decide. */
export const noticesHub: HubModule = { module: noticesModule, rules: [fewImportant] };
