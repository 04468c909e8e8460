import type { JsonSchema } from "@healthops/schema/json-schema";
import { UUID_TEXT } from "../requests/query-parameters.ts";
import { objectOf } from "../routes/operation.ts";

const MOMENT: JsonSchema = { type: "string", format: "date-time" };

/** A session, as the API tells it. */
export const SESSION = objectOf({
  id: UUID_TEXT,
  replicaId: { type: ["string", "null"], format: "uuid" },
  createdAt: MOMENT,
  refreshedAt: MOMENT,
  expiresAt: MOMENT,
});
