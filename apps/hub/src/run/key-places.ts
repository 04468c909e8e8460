import path from "node:path";
import type { WrappingKey } from "@healthops/hub/vault/wrapping-key";
import { wrappingKeyFile } from "@healthops/hub/vault/wrapping-key";
import type { HubConfig } from "../config/settings.ts";

/** Beside the database, never in a backup. */
const FOLDER = "keys";

type Places = Pick<HubConfig, "data" | "wrappingKeyFile">;

/** The key around those that sign tokens, where the settings say. */
export function wrappingKeyOf({ data, wrappingKeyFile: chosen }: Places): WrappingKey {
  return wrappingKeyFile(path.resolve(chosen ?? path.join(data, FOLDER, "wrapping-key")));
}
