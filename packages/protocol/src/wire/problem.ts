import type { Static } from "typebox";
import { Type } from "typebox";
import { InLanguages } from "./common.ts";

/** RFC 9457 problem details, `application/problem+json`, with our stable `code`. */
export const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  /** Id of the request, to find it in the logs. */
  instance: Type.Optional(Type.String()),
  faults: Type.Optional(
    Type.Array(
      Type.Object({
        field: Type.String(),
        message: Type.String(),
        allowed: Type.Optional(Type.String()),
        label: Type.Optional(InLanguages),
      }),
    ),
  ),
});
export type ProblemBody = Static<typeof ProblemBody>;
