import type { Clock } from "@healthops/base/ports";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { personIdOf } from "./authenticate.ts";
import { ChangeBudget } from "./change-budget.ts";

declare module "fastify" {
  interface FastifyInstance {
    /**
     * Takes so many changes from the budget of whoever is signed in; every door that takes several at once
     * calls it before it does. Problem `too_many_changes` (429).
     */
    spendChanges(request: FastifyRequest, changes: number): void;
  }
}

/** Smaller bodies are bounded by how many requests one may send. */
const COUNTED_bytes = 16 * 1024;

/**
 * Gives each person who is signed in a budget of what they send: the changes, and the bytes of large
 * bodies. Answers what is to be asked when it is known who sends something, before the body is read.
 * `clock` null: nobody is limited.
 */
export function budgetChanges(
  app: FastifyInstance,
  clock: Clock | null,
): (request: FastifyRequest, personId: string) => void {
  const budget = clock === null ? null : new ChangeBudget(clock);
  app.decorate("spendChanges", (request: FastifyRequest, changes: number): void => {
    const personId = personIdOf(request);
    if (personId !== undefined) budget?.spend(personId, { changes, bytes: 0 });
  });
  app.addHook("preValidation", async (request) => {
    const personId = personIdOf(request);
    const bytes = request.bodyBytes;
    if (personId !== undefined && bytes > COUNTED_bytes)
      budget?.spend(personId, { changes: 0, bytes });
  });
  return ({ headers, routeOptions }, personId) => {
    const announced =
      headers["transfer-encoding"] !== undefined ||
      Number(headers["content-length"]) > COUNTED_bytes;
    if (announced && routeOptions.config.reads !== true) budget?.assertOpen(personId);
  };
}
