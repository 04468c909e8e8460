import { hash } from "node:crypto";
import type { Group } from "@healthops/protocol/wire/push";

/** Where a UUID has its version: 8, "custom", says that a hash does not speak of versions. */
const KIND_AT = 14;
const WITHOUT_VERSIONS = "8";

/**
 * Stands for what a group is, under whichever number it comes [PSH4]: what it changes, and the moment at
 * which the person did it, which is as good as a name. Not the versions that it stands on: after the hub
 * went back in time the same work comes again on others [LIN4]. In the shape of a UUID, the narrowest that
 * PostgreSQL keeps so much in: half of a SHA-256 tells the work of one device apart, which is all it has to.
 */
export function groupHash({ deviceTime_ms, mutations }: Group): string {
  const parts = mutations.map(({ collection, id, op, fields }) => [collection, id, op, fields]);
  const digits = hashOf(deviceTime_ms, parts);
  return `${digits.slice(0, KIND_AT)}${WITHOUT_VERSIONS}${digits.slice(KIND_AT + 1)}`;
}

/** The same as hubs reckoned it that took the versions in: such hashes are in older databases. */
export function olderGroupHash({ deviceTime_ms, mutations }: Group): string {
  const parts = mutations.map(({ collection, id, op, base, fields }) => [
    collection,
    id,
    op,
    base,
    fields,
  ]);
  return hashOf(deviceTime_ms, parts);
}

/** Whether {@link groupHash} made it; of the older ones it says so of one in sixteen, which harms nobody. */
export function isWithoutVersions(hash: string): boolean {
  return hash[KIND_AT] === WITHOUT_VERSIONS;
}

function hashOf(deviceTime_ms: number, parts: readonly unknown[]): string {
  const digits = hash("sha256", JSON.stringify([deviceTime_ms, parts]));
  const from = (start: number, end: number): string => digits.slice(start, end);
  return [from(0, 8), from(8, 12), from(12, 16), from(16, 20), from(20, 32)].join("-");
}
