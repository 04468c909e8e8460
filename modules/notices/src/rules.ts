import type { ContentOf } from "@healthops/schema/collection";
import type { StoredRecord } from "@healthops/schema/record";
import type { notices } from "./schema.ts";

/** A notice with what the board needs of its record. */
export type BoardNotice = ContentOf<typeof notices> & {
  readonly id: string;
  readonly version: number;
  /** 0 until the hub knows it. */
  readonly createdAt_us: number;
};

/** A record of `notices` as the board reads it. */
export function noticeOf({ id, version, createdAt_us, content }: StoredRecord): BoardNotice {
  return { ...(content as ContentOf<typeof notices>), id, version, createdAt_us };
}

/** So many important notices the same people are shown at once; more, and none of them is. */
export const IMPORTANT_MAX = 5;

/** Whether a notice with that last day is shown on a day, both `YYYY-MM-DD`. */
export function isShownOn(day: string, expiresOn: unknown): boolean {
  return typeof expiresOn !== "string" || expiresOn >= day;
}

/** Whose notices the board shows. */
export const AUDIENCES = ["all", "everybody", "site", "unread"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What somebody has read: the version of each notice by its id. */
export type ReadNotices = Readonly<Record<string, number>>;

/** Whether somebody has not read a notice as it is now. */
export function isUnread(read: ReadNotices, { id, version }: BoardNotice): boolean {
  const seen = read[id];
  // One's own is version 0 until the hub knows it.
  return seen === undefined || seen < version;
}

/** The notices of an audience that are not over, important ones first, then the newest. */
export function boardOf(
  all: readonly BoardNotice[],
  audience: Audience,
  read: ReadNotices,
  today: string,
): readonly BoardNotice[] {
  return all
    .filter(({ expiresOn }) => isShownOn(today, expiresOn))
    .filter((notice) => {
      if (audience === "unread") return isUnread(read, notice);
      return audience === "all" || (audience === "site") === (notice.siteId !== null);
    })
    .toSorted((a, b) => Number(b.important) - Number(a.important) || newest(a, b));
}

/** What is remembered after reading: the notices that are still here, no more. */
export function readAfter(
  read: ReadNotices,
  all: readonly BoardNotice[],
  opened: readonly BoardNotice[],
): ReadNotices {
  const now = new Set(opened.map(({ id }) => id));
  return Object.fromEntries(
    all.flatMap(({ id, version }) => {
      const seen = now.has(id) ? version : read[id];
      return seen === undefined ? [] : [[id, seen]];
    }),
  );
}

/** What the hub does not know yet was written last; ids grow with the time they were made. */
function newest(a: BoardNotice, b: BoardNotice): number {
  if ((a.createdAt_us === 0) !== (b.createdAt_us === 0)) return a.createdAt_us === 0 ? -1 : 1;
  return b.createdAt_us - a.createdAt_us || (a.id < b.id ? 1 : -1);
}
