import type { Static } from "typebox";
import { Type } from "typebox";
import { Count, text, whole } from "../stored.ts";
import { Id, ScopeKeyShape, Versions } from "./common.ts";

/** First message of a client on the live channel; nothing is sent to it before. */
export const LiveHello = Type.Object(
  {
    type: Type.Literal("hello"),
    ...Versions,
    replicaId: Id,
    token: text(8_000),
  },
  { additionalProperties: false },
);
export type LiveHello = Static<typeof LiveHello>;

/**
 * From the hub: heads of scopes that moved [LIV1]. Losing one is harmless. Where many hear of them at once,
 * each pulls at a moment of its own choosing within `within_ms` [FAN3]; absent: at once.
 */
const LiveHeads = Type.Object({
  type: Type.Literal("heads"),
  heads: Type.Record(ScopeKeyShape, Count),
  within_ms: Type.Optional(whole(1, 600_000)),
});
export type LiveHeads = Static<typeof LiveHeads>;

/** From the hub: who you are changed (role, site, disabled): pull, or sign in again. */
const LiveAccess = Type.Object({ type: Type.Literal("access") });

/**
 * From the hub: it is still there, and says so again within `every_ms`. Browsers do not show a
 * WebSocket's own pings to scripts. A device that does not know beats passes them over.
 */
const LiveBeat = Type.Object({
  type: Type.Literal("beat"),
  every_ms: whole(1, 3_600_000),
});

export const LiveMessage = Type.Union([LiveHeads, LiveAccess, LiveBeat]);
export type LiveMessage = Static<typeof LiveMessage>;
