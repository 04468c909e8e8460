import type { LineClaim } from "@healthops/protocol/line-header";
import type { PullRequest } from "@healthops/protocol/wire/pull";
import type { Group, PushRequest, PushResponse, Receipt } from "@healthops/protocol/wire/push";
import type { PullAnswer } from "@healthops/replica/transport/transport";

/**
 * What devices reach of the hub, already signed in. A simulation may put a door of its own before the
 * real one, to plant a bug.
 */
export interface HubDoor {
  /** `begun` counts the calls in the order in which their callers made them. */
  push(
    personId: string,
    request: PushRequest,
    begun: number,
    claim: LineClaim | null,
  ): Promise<PushResponse>;
  /** `claim`: in which line of time the device's checkpoint was made [LIN3]. */
  pull(
    personId: string,
    request: PullRequest,
    etag: string | null,
    claim: LineClaim | null,
  ): Promise<PullAnswer>;
  /** A change through the API; the groups' numbers mean nothing there. */
  edit(personId: string, groups: readonly Group[]): Promise<readonly Receipt[]>;
}
