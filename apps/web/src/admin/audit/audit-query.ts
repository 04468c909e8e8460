import type { AddressQuery } from "@healthops/ui/address/address.tsx";

/** What one looks for in the audit; texts as they stand in the address, null where anything goes. */
export interface AuditFilter {
  readonly person: string | null;
  readonly collection: string | null;
  readonly record: string | null;
  readonly op: string | null;
  readonly device: string | null;
  /** Calendar days of this device's time zone, both included. */
  readonly from: string | null;
  readonly to: string | null;
}

export const OPERATIONS = ["create", "update", "delete", "restore"] as const;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filter that an address says; what cannot be one is left out, for people edit addresses. */
export function auditFilterOf(query: AddressQuery, collections: ReadonlySet<string>): AuditFilter {
  const { person, collection, record, op, device, from, to } = query;
  return {
    person: matching(person, (text) => ID.test(text)),
    collection: matching(collection, (text) => collections.has(text)),
    record: matching(record, (text) => ID.test(text)),
    op: matching(op, (text) => OPERATIONS.some((known) => known === text)),
    device: matching(device, (text) => ID.test(text)),
    from: matching(from, isDay),
    to: matching(to, isDay),
  };
}

/** Whether anything is filtered. */
export function isFiltered(filter: AuditFilter): boolean {
  return Object.values(filter).some((value) => value !== null);
}

/** The filter as the hub's query, with `limit`. */
export function auditPath(filter: AuditFilter, limit: number): string {
  const { from, to, ...same } = filter;
  const query = new URLSearchParams({ limit: String(limit) });
  for (const [name, value] of Object.entries(same)) if (value !== null) query.set(name, value);
  if (from !== null) query.set("from", startOf(from, 0));
  if (to !== null) query.set("to", startOf(to, 1));
  return `/api/v1/audit?${query.toString()}`;
}

/** The same for the security events, which know only period, person and kind. */
export function eventsPath(
  filter: Pick<AuditFilter, "person" | "from" | "to">,
  kind: string | null,
  limit: number,
): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (filter.person !== null) query.set("person", filter.person);
  if (kind !== null) query.set("kind", kind);
  if (filter.from !== null) query.set("from", startOf(filter.from, 0));
  if (filter.to !== null) query.set("to", startOf(filter.to, 1));
  return `/api/v1/audit/events?${query.toString()}`;
}

/** The moment at which a calendar day begins here, `later` days after it. */
function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function matching(text: string | undefined, fits: (text: string) => boolean): string | null {
  return text !== undefined && fits(text) ? text : null;
}
