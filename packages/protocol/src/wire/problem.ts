import type { Static } from "typebox";
import { Type } from "typebox";
import { Said, whole } from "../stored.ts";
import { Fault } from "./common.ts";

/** RFC 9457 problem details, `application/problem+json`, with our stable `code`. */
export const ProblemBody = Type.Object({
  type: Said,
  title: Said,
  status: whole(100, 599),
  code: Said,
  detail: Said,
  /** Id of the request, to find it in the logs. */
  instance: Type.Optional(Said),
  faults: Type.Optional(Type.Array(Fault)),
});
export type ProblemBody = Static<typeof ProblemBody>;
