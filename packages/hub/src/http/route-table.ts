import type { FastifyInstance } from "fastify";
import type { LeftOut, OperationNote } from "../routes/operation.ts";

export interface KnownRoute {
  /** As it was declared: `/api/v1/devices/:id/revoke`, `/assets/*`. */
  readonly url: string;
  readonly methods: readonly string[];
  /** The shape that its body is checked against, where it has one. */
  readonly body: unknown;
  /** What answers it; of many routes the same code, each time a function of its own. */
  readonly handler: unknown;
  /** What the API's document says of it; null: nobody has said yet. */
  readonly api: OperationNote | LeftOut | null;
  /** Takes whatever no other route has. */
  readonly fallback: boolean;
}

declare module "fastify" {
  interface FastifyInstance {
    /** Every route of the server, whoever declared it. */
    readonly routeTable: readonly KnownRoute[];
  }
  interface FastifyContextConfig {
    /** A route that takes whatever no other route has: it makes no address a known one. */
    fallback?: boolean;
  }
}

/** Keeps a list of the routes as they are declared; call it before the first of them is. */
export function keepRouteTable(app: FastifyInstance): void {
  const routes: KnownRoute[] = [];
  app.decorate("routeTable", routes);
  app.addHook("onRoute", ({ url, method, schema, handler, config }) => {
    routes.push({
      url,
      methods: [method].flat(),
      body: schema?.body ?? null,
      api: config?.api ?? null,
      handler,
      fallback: config?.fallback === true,
    });
  });
}
