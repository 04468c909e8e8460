import type { ChainStatus } from "@healthops/protocol/wire/admin";
import { useKept } from "@healthops/ui/data/use-kept";
import { useEffect, useState } from "react";
import type { Asked } from "../hub/use-hub.ts";
import { useHub } from "../hub/use-hub.ts";
import type { NotedHead } from "./noted-head.ts";
import { isNotedLost, nextNoted, readNoted } from "./noted-head.ts";

export const CHAIN_PATH = "/api/v1/audit/chain";

export interface NotedChain {
  readonly asked: Asked<ChainStatus>;
  /** What this device noted and the chain does not have any more. */
  readonly lost: NotedHead | null;
  /** Takes the chain as it is for the right one from now on. */
  noteAnew(): void;
}

/**
 * Where the audit chain stands, held against how far it reached when this device last saw it: whoever
 * owns the hub's machine can cut the chain and what was noted there, but not what lies here.
 */
export function useNotedChain(asks: boolean, every_ms: number | null = null): NotedChain {
  const [kept, keep] = useKept("audit-head");
  const known = kept.state === "ready";
  const noted = known ? readNoted(kept.value) : null;
  // Asked about as long as the screen stands: another question would begin with an empty screen.
  const [first, setFirst] = useState<string | null | undefined>(undefined);
  if (known && first === undefined) setFirst(noted?.hash ?? null);
  const question = first === undefined || first === null ? "" : `?noted=${first}`;
  const asked = useHub<ChainStatus>(
    asks && first !== undefined ? `${CHAIN_PATH}${question}` : null,
    every_ms,
  );
  const chain = asked.value;
  const next = known && chain !== null ? nextNoted(noted, chain) : null;
  const { hash, blocks, at } = next ?? { hash: null, blocks: 0, at: "" };
  useEffect(() => {
    if (hash !== null) void keep({ hash, blocks, at }).catch(() => undefined);
  }, [hash, blocks, at, keep]);
  return {
    asked,
    lost: isNotedLost(noted, chain) ? noted : null,
    noteAnew() {
      void keep(null).then(() => setFirst(null));
    },
  };
}
