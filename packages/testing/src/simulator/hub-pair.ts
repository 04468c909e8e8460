import type { LineClaim } from "@healthops/protocol/line-header";
import type { PullRequest } from "@healthops/protocol/wire/pull";
import type { Group, PushRequest, PushResponse, Receipt } from "@healthops/protocol/wire/push";
import type { PullAnswer } from "@healthops/replica/transport/transport";
import type { HubDoor } from "./hub-door.ts";
import type { SimHub } from "./sim-hub.ts";

/** Two hub processes on one database behind one address, asked in turn. */
export class HubPair implements HubDoor {
  readonly #hubs: readonly [SimHub, SimHub];
  #asked = 0;
  /** Whether all requests go to the same one for a while. */
  stuck = false;

  constructor(hubs: readonly [SimHub, SimHub]) {
    this.#hubs = hubs;
  }

  push(
    personId: string,
    request: PushRequest,
    begun: number,
    claim: LineClaim | null,
  ): Promise<PushResponse> {
    return this.#next().push(personId, request, begun, claim);
  }

  pull(
    personId: string,
    request: PullRequest,
    etag: string | null,
    claim: LineClaim | null,
  ): Promise<PullAnswer> {
    return this.#next().pull(personId, request, etag, claim);
  }

  edit(personId: string, groups: readonly Group[]): Promise<readonly Receipt[]> {
    return this.#next().edit(personId, groups);
  }

  /** The one that the next request goes to. */
  get next(): SimHub {
    return this.#hubs[this.#asked % 2 === 0 ? 0 : 1];
  }

  #next(): SimHub {
    const { next } = this;
    if (!this.stuck) this.#asked += 1;
    return next;
  }
}
