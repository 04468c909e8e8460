import { hash } from "node:crypto";
import type { Group } from "@healthops/protocol/wire/push";

/**
 * Stands for what a group is, under whichever number it comes [PSH4]: what it changes, on which
 * versions, and the moment at which the person did it, which is as good as a name. In the shape of a
 * UUID, the narrowest that PostgreSQL keeps so much in: half of a SHA-256 tells the work of one device
 * apart, which is all it has to.
 */
export function groupHash({ deviceTime_ms, mutations }: Group): string {
  const parts = mutations.map(({ collection, id, op, base, fields }) => [
    collection,
    id,
    op,
    base,
    fields,
  ]);
  const digits = hash("sha256", JSON.stringify([deviceTime_ms, parts]));
  const from = (start: number, end: number): string => digits.slice(start, end);
  return [from(0, 8), from(8, 12), from(12, 16), from(16, 20), from(20, 32)].join("-");
}
