import type { Positions } from "@healthops/protocol/wire/pull";
import type { ScopeKey } from "@healthops/schema/scope";

/** What lies between a device's line and the present one. */
export interface Between {
  /** Where each scope stood when the first later line wrote to it; null: the hub does not know the line. */
  readonly froms: ReadonlyMap<ScopeKey, number> | null;
  /** Up to this time both have everything. */
  readonly since_us: number;
}

export interface Standpoint {
  readonly positions: Positions;
  readonly heads: ReadonlyMap<ScopeKey, number>;
  /** Null: the device's line is the present one. */
  readonly between: Between | null;
}

/**
 * The scopes in which a device is beyond what the hub has in common with it, and how far that goes
 * [LIN3]. A position is good up to where the first later line began to write; where none did, up to the
 * head.
 */
export function rewoundScopes({ positions, heads, between }: Standpoint): Positions {
  const rewound: Record<ScopeKey, number> = {};
  for (const [scope, position] of Object.entries(positions)) {
    const good = goodUpTo(scope, heads.get(scope) ?? 0, between);
    if (position > good) rewound[scope] = good;
  }
  return rewound;
}

function goodUpTo(scope: ScopeKey, head: number, between: Between | null): number {
  if (between === null) return head;
  if (between.froms === null) return 0;
  return Math.min(between.froms.get(scope) ?? head, head);
}
