import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "@healthops/base/problem";
import { unstorableAt } from "@healthops/base/storable";

declare module "fastify" {
  interface FastifyContextConfig {
    /**
     * The route looks at its query and body itself: a record that cannot be stored is refused alone, with
     * a receipt or a fault that its collection's validator makes.
     */
    judgesContent?: boolean;
  }
}

/**
 * Refuses what no database keeps before any route sees it: a NUL or half a surrogate pair in a path,
 * query or body, and numbers that are none (1e400). Shapes say it more exactly; this holds for routes
 * without one too. Problems `not_found` (404), and `invalid_query` and `invalid_request`
 * naming the field.
 */
export function refuseUnstorable(app: FastifyInstance): void {
  app.addHook("preValidation", async (request) => {
    for (const [part, given] of partsOf(request)) {
      const field = unstorableAt(given);
      if (field !== null) throw part === "path" ? nothingThere() : notStorable(part, field);
    }
  });
}

function partsOf(request: FastifyRequest): readonly (readonly [string, unknown])[] {
  const path = ["path", request.params] as const;
  if (request.routeOptions.config.judgesContent === true) return [path];
  return [path, ["query", request.query], ["body", request.body]];
}

/** No record, person or job has such an id or name. */
function nothingThere(): Problem {
  return new Problem({
    code: "not_found",
    status: 404,
    message: "There is nothing at this address: it holds what no id and no name can hold.",
  });
}

function notStorable(part: string, field: string): Problem {
  return new Problem({
    code: part === "query" ? "invalid_query" : "invalid_request",
    message: `The request's ${part} holds what cannot be stored: a NUL, half a character or a number beyond all limits. Nothing was changed.`,
    faults: [
      {
        field: field === "" ? `(${part})` : field,
        message: "holds a character or number that cannot be stored; remove it",
      },
    ],
  });
}
