import type { ChainStatus } from "@healthops/protocol/wire/admin";
import type { JsonValue } from "@healthops/schema/field";

/** How far the chain reached when an administrator's device last saw it. */
export interface NotedHead {
  readonly hash: string;
  readonly blocks: number;
  /** When that block was sealed. */
  readonly at: string;
}

/** What a device has kept; null when it is nothing of the kind. */
export function readNoted(kept: JsonValue | null): NotedHead | null {
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return null;
  const { hash, blocks, at } = kept as Readonly<Record<string, JsonValue>>;
  if (typeof hash !== "string" || typeof blocks !== "number" || typeof at !== "string") return null;
  return { hash, blocks, at };
}

/** Whether the chain has lost what the device noted: its end was cut, or the hub was put back in time. */
export function isNotedLost(noted: NotedHead | null, chain: ChainStatus | null): boolean {
  if (noted === null || chain === null) return false;
  return chain.notedHolds === false || chain.blocks < noted.blocks;
}

/** What to note from now on, or null when it stays: only a chain that has grown is noted anew. */
export function nextNoted(noted: NotedHead | null, chain: ChainStatus): NotedHead | null {
  const { head: hash, blocks, sealedAt: at, state } = chain;
  if (hash === null || at === null || state === "broken" || isNotedLost(noted, chain)) return null;
  return noted === null || blocks > noted.blocks ? { hash, blocks, at } : null;
}
