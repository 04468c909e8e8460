import type { Status } from "@healthops/replica/status/status";

/** What the sync pill may have to say. */
export const STATUSES: Readonly<Record<string, Partial<Status>>> = {
  synced: {},
  offline: {
    online: false,
    live: "waiting",
    waiting: 3,
    lastError: { code: "offline", message: "The hub cannot be reached. Check the network." },
  },
  busy: { phase: { kind: "pulling", received: 4_000, remaining: 6_000 } },
  conflicts: { conflicts: 2 },
  rejected: { rejected: 1, held: 2 },
  signin: { signInNeeded: true, waiting: 1 },
};
