import { completeContent } from "@healthops/schema/content";
import { expect, test } from "vitest";
import type { BoardNotice } from "./rules.ts";
import { boardOf, isUnread, noticeOf, readAfter } from "./rules.ts";
import { notices } from "./schema.ts";

const today = "2026-03-10";

function aNotice(id: string, createdAt_us: number, fields: Partial<BoardNotice> = {}): BoardNotice {
  const content = completeContent(notices, { title: id, ...fields });
  return noticeOf({ id, version: 1, createdAt_us, updatedAt_us: 0, content });
}

const ids = (all: readonly BoardNotice[]) => all.map(({ id }) => id);

test("important notices stand first, then the newest; what the hub does not know yet is newest", () => {
  const all = [
    aNotice("old", 1),
    aNotice("new", 2),
    aNotice("waiting", 0),
    aNotice("important", 1, { important: true }),
  ];
  expect(ids(boardOf(all, "all", {}, today))).toEqual(["important", "waiting", "new", "old"]);
});

test("a notice is shown until its last day, and not after", () => {
  const all = [
    aNotice("today", 1, { expiresOn: today }),
    aNotice("over", 2, { expiresOn: "2026-03-09" }),
  ];
  expect(ids(boardOf(all, "all", {}, today))).toEqual(["today"]);
});

test("the board is narrowed to everybody's, to the site's, or to what is unread", () => {
  const site = aNotice("site", 2, { siteId: "0191a000-0000-7000-8000-000000000002" });
  const all = [aNotice("all", 1), site];
  expect(ids(boardOf(all, "everybody", {}, today))).toEqual(["all"]);
  expect(ids(boardOf(all, "site", {}, today))).toEqual(["site"]);
  expect(ids(boardOf(all, "unread", { all: 1 }, today))).toEqual(["site"]);
});

test("a notice that was changed is unread again", () => {
  const notice = aNotice("a", 1);
  const read = readAfter({ gone: 4 }, [notice], [notice]);
  expect(read).toEqual({ a: 1 });
  expect(isUnread(read, notice)).toBe(false);
  expect(isUnread(read, { ...notice, version: 2 })).toBe(true);
});
