import { Ajv } from "ajv";
import type { FastifySchemaCompiler } from "fastify";
import { Problem } from "@healthops/base/problem";
import type { SchemaError } from "./schema-faults.ts";
import { schemaFaults } from "./schema-faults.ts";

/** Nothing is turned into something else on its way in: a "3" is no 3, and an unknown field is an error. */
const OPTIONS = {
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
  discriminator: true,
  strict: true,
  strictRequired: false,
  verbose: true,
} as const;

/** Stops at the first fault: a large body that is wrong everywhere must not cost more than a right one. */
export const firstFault = compilerWith(false);

/** Collects all faults; only for bodies of a few kilobytes. */
export const allFaults = compilerWith(true);

function compilerWith(allErrors: boolean): FastifySchemaCompiler<object> {
  const ajv = new Ajv({ ...OPTIONS, allErrors });
  return ({ schema, httpPart }) => {
    const validate = ajv.compile(schema);
    return (data: unknown) => {
      if (validate(data)) return { value: data };
      return { error: invalidRequest(httpPart ?? "body", validate.errors ?? []) };
    };
  };
}

function invalidRequest(part: string, errors: readonly SchemaError[]): Problem {
  return new Problem({
    code: "invalid_request",
    message: `The request was not understood: its ${PART_NAMES[part] ?? part} does not have the form that is asked for. Nothing was changed.`,
    faults: schemaFaults(errors),
  });
}

const PART_NAMES: Readonly<Record<string, string>> = {
  body: "body",
  querystring: "query",
  params: "path",
  headers: "header",
};
