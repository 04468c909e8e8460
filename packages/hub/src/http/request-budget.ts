import type { Timers } from "@healthops/base/ports";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { canceller, QueryBudget, within } from "../database/query-budget.ts";
import type { Queryable } from "../database/pool.ts";
import type { TellFault } from "../faults/guarded.ts";
import { PATIENCE_ms } from "../requests/patience.ts";
import { SLOW_BODY_ms } from "./request-time.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route only reads, whatever its method: nobody misses it when the client has left. */
    reads?: boolean;
  }
}

export interface BudgetParts {
  readonly timers: Timers;
  /** Connections that no request uses up: cancelling must not wait for what it cancels. */
  readonly reserved: Queryable;
  readonly tell: TellFault;
}

/**
 * Gives every request its budget of the database: so much time, and none at all once a client that only
 * reads has left. Writes go on to their end: whoever left learns at the next contact what became of them.
 */
export function budgetRequests(app: FastifyInstance, parts: BudgetParts): void {
  const ask = (statement: string, values: unknown[]) => parts.reserved.query(statement, values);
  const cancel = canceller(ask, (error) => parts.tell("cancelling", error));
  const budgets = new WeakMap<FastifyRequest, QueryBudget>();

  app.addHook("onRequest", (request, reply, done) => {
    // a live channel is no request that ends
    if (request.raw.headers.upgrade !== undefined) return done();
    const { config } = request.routeOptions;
    const patience_ms = config.patience_ms ?? (config.slowBody ? SLOW_BODY_ms : PATIENCE_ms);
    const budget = new QueryBudget(cancel);
    budgets.set(request, budget);
    const timer = parts.timers.after(patience_ms, () => budget.end());
    reply.raw.once("close", () => {
      timer.cancel();
      if (reply.raw.writableFinished || !onlyReads(request)) budget.settle();
      else budget.end();
    });
    return within(budget, done);
  });
  // a body that was waited for has come by the socket's own way
  app.addHook("preValidation", (request, _reply, done) => {
    const budget = budgets.get(request);
    return budget === undefined ? done() : within(budget, done);
  });
}

function onlyReads({ method, routeOptions }: FastifyRequest): boolean {
  return method === "GET" || method === "HEAD" || routeOptions.config.reads === true;
}
