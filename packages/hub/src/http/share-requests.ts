import type { Timers } from "@healthops/base/ports";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Shares } from "./shares.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The engine lets pushes take turns by itself: more of them may be under way. */
    takesTurns?: boolean;
  }
}

/** Of ten connections to the database: whatever one person does, others find some. */
const ORDINARY = { atOnce: 4, waitingMax: 60 };
/** What may be in memory at once for one person. */
const TURNS = { atOnce: 16, waitingMax: 60 };

/** Waits for the person's turn; called once it is known who asks, before the body is read. */
export type EnterShare = (
  request: FastifyRequest,
  reply: FastifyReply,
  personId: string,
) => Promise<void>;

/** Lets each person have a share of the hub and not more. */
export function shareRequests(timers: Timers): EnterShare {
  const ordinary = new Shares(ORDINARY, timers);
  const turns = new Shares(TURNS, timers);
  const entered = new WeakSet<FastifyRequest>();
  return async (request, reply, personId) => {
    if (entered.has(request)) return;
    entered.add(request);
    const shares = request.routeOptions.config.takesTurns === true ? turns : ordinary;
    const gone = new AbortController();
    const closed = (): void => gone.abort();
    reply.raw.once("close", closed);
    const leave = await shares.enter(personId, gone.signal);
    if (reply.raw.closed || reply.raw.destroyed) return leave();
    reply.raw.off("close", closed);
    reply.raw.once("close", leave);
  };
}
