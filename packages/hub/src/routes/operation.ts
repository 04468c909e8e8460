import type { JsonSchema } from "@healthops/schema/json-schema";
import type { Parameter } from "../requests/query-parameters.ts";
import { UUID_TEXT } from "../requests/query-parameters.ts";

/** A query or header parameter, or an id in the path. */
export interface ParameterNote {
  readonly name: string;
  readonly in: "query" | "header" | "path";
  readonly description: string;
  readonly schema: JsonSchema;
  /** Whether its value is JSON. */
  readonly json?: boolean;
  /** Whether its list is written with commas in one parameter. */
  readonly commas?: boolean;
}

/** A wire shape, or a schema of the document's own. */
export type Shape = object;

/** What a route says of itself to whoever calls it. */
export interface OperationNote {
  readonly tag: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** The query parameters as the route reads them. */
  readonly query?: Readonly<Record<string, Parameter<unknown>>>;
  /** Those in the path and the headers, and of the query what is read otherwise. */
  readonly parameters?: readonly ParameterNote[];
  /** Default: the shape that the route checks its body against; null: it says nothing of one. */
  readonly body?: Shape | null;
  /** Shape of each success, null where there is no body. */
  readonly answers: Readonly<Record<number, Shape | null>>;
  /** Media type of the successes; JSON when left out. */
  readonly media?: string;
  /** Statuses of the problems to expect, besides those that any route of its kind may have. */
  readonly problems?: readonly number[];
  /** Whether it answers without an access token. */
  readonly open?: boolean;
}

/** Why the API's document says nothing of a route. */
export interface LeftOut {
  readonly leftOut: string;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** What the API's document says of the route. */
    api?: OperationNote | LeftOut;
  }
}

/** Reference to a named schema of the document. */
export function ref(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object schema with the given properties, all of them present. */
export function objectOf(properties: JsonSchema): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties) };
}

export function query(name: string, description: string, schema: JsonSchema): ParameterNote {
  return { name, in: "query", description, schema };
}

/** The id in the address. */
export function idOf(what: string): ParameterNote {
  return { name: "id", in: "path", description: what, schema: UUID_TEXT };
}

/** Query parameters as the document tells them. */
export function queryNotes(
  parameters: Readonly<Record<string, Parameter<unknown>>>,
): ParameterNote[] {
  return Object.entries(parameters).map(([name, { description, allowed, schema }]) =>
    query(name, description ?? allowed, schema),
  );
}
