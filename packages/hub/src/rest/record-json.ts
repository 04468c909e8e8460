import type { StoredRecord } from "@healthops/schema/record";
import { momentOfMicros } from "../requests/moment.ts";

/** A record as the API answers it: meta fields, then the content, in one flat object. */
export function recordJson(record: StoredRecord): Readonly<Record<string, unknown>> {
  return {
    id: record.id,
    version: record.version,
    createdAt: momentOfMicros(record.createdAt_us),
    updatedAt: momentOfMicros(record.updatedAt_us),
    ...record.content,
  };
}

/** A record's entity tag: its version, which changes with every accepted change. */
export function entityTag(version: number): string {
  return `"${version}"`;
}
