import type { Identity, Tokens } from "@healthops/protocol/wire/auth";
import { scopesOf } from "@healthops/schema/scope";
import type { PullRequest, PullResponse } from "@healthops/protocol/wire/pull";
import type { FieldValue } from "@healthops/schema/field";
import type { Schema } from "@healthops/schema/schema";
import { offlineProblem } from "@healthops/replica/transport/offline";
import type { HubTransport, LiveChannel, PullAnswer } from "@healthops/replica/transport/transport";
import type { FaultyNetwork } from "../network/faulty-network.ts";
import type { HubDoor } from "./hub-door.ts";
import type { Ledger } from "./books/ledger.ts";

export interface SimTransportParts {
  /** Number of the device, its address on the network. */
  readonly device: number;
  readonly personId: string;
  readonly network: FaultyNetwork;
  readonly door: HubDoor;
  readonly ledger: Ledger;
  readonly schema: Schema;
  /** Who the person is to the hub at this moment. */
  identify(personId: string): Promise<Identity>;
  /** Counts calls, see {@link HubDoor}. */
  nextCall(): number;
  /** Records in a page at most, so that checkpoints take several pages. */
  pageLimit(): number;
}

/** What a record takes on the way, for pages by bytes [PUL9]. */
const RECORD_bytes = 200;

/** Longer than any simulation. */
const FOREVER_s = 10 ** 9;

/** A device's way to the hub through the faulty network, watched by the ledger. */
export function simTransport(parts: SimTransportParts): HubTransport {
  const { device, personId, network, door, ledger } = parts;
  const tokens = (): Promise<Tokens> =>
    network.call(device, async () => ({
      accessToken: personId,
      accessExpiresIn_s: FOREVER_s,
      refreshToken: personId,
      refreshExpiresIn_s: FOREVER_s,
      identity: await parts.identify(personId),
    }));
  return {
    signIn: tokens,
    refresh: tokens,
    signOut: () => Promise.resolve(),
    push(_, request, claim) {
      ledger.send(request.replicaId, personId, request.groups);
      const sent = structuredClone(request);
      const begun = parts.nextCall();
      return network.call(device, async () => {
        const answer = await door.push(personId, sent, begun, claim ?? null);
        ledger.receive(request.replicaId, request.groups, answer.receipts);
        return answer;
      });
    },
    pull(_, request, etag, _status, claim, bytes = Infinity) {
      const limit = Math.max(1, Math.min(parts.pageLimit(), Math.floor(bytes / RECORD_bytes)));
      const sent: PullRequest = { ...structuredClone(request), limit };
      return network.call(device, async (): Promise<PullAnswer> => {
        const answer = await door.pull(personId, sent, etag, claim ?? null);
        ledger.told(answer.mark ?? null);
        if (answer.status === "page")
          ledger.faults.push(...foreignRows(parts.schema, personId, answer.page));
        return answer;
      });
    },
    withdraw: () => Promise.resolve(),
    takenOver: () => Promise.resolve({ changes: [] }),
    wiped: () => Promise.resolve(),
    openLive(_, handlers): LiveChannel {
      // The live channel only hastens what the simulation does in any order anyway.
      void Promise.resolve().then(() => handlers.closed());
      return { hello: () => undefined, close: () => undefined };
    },
  };
}

/** The error that a caller sees when its connection breaks: in the middle of an answer, that it was cut. */
export function connectionBroken(what: "request" | "answer"): unknown {
  return what === "answer" ? offlineProblem(null, "cut") : offlineProblem(null);
}

/** Rows of a page that lie in none of the scopes that the same page says the person holds. */
function foreignRows(schema: Schema, personId: string, page: PullResponse): string[] {
  return page.changed.flatMap(({ name, fields, columns }) => {
    const collection = schema.collections.get(name);
    if (collection === undefined) return [`the hub sent rows of ${name}, which is no collection`];
    const ids = columns[fields.indexOf("id")] ?? [];
    return ids.flatMap((id, row) => {
      const content = Object.fromEntries(
        fields.map((field, index) => [field, (columns[index]?.[row] ?? null) as FieldValue]),
      );
      const held = scopesOf(collection, String(id), content).some(
        (scope) => scope in page.positions,
      );
      return held ? [] : [`${personId} was sent ${name} ${String(id)}, which they may not see`];
    });
  });
}
