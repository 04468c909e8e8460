import { expect, test } from "vitest";
import type { Line } from "./line-row.ts";
import { reasonToOpen } from "./reason-to-open.ts";

const place = { systemId: "s", timeline: "00000002", wal: 500 };
const line = (id: string, changed: Partial<Line> = {}): Line => ({
  id,
  number: 1,
  systemId: "s",
  timeline: "00000002",
  ...changed,
});
const memory = (lineId: string, wal: number, ...seen: string[]) => ({
  lineId,
  wal,
  seen: new Set([lineId, ...seen]),
});

test("[LIN1] a database without lines gets its first", () => {
  expect(reasonToOpen(place, null, null)).toBe("first");
});

test("[LIN1] another server or timeline than the newest line's is another line", () => {
  expect(reasonToOpen(place, line("a", { systemId: "t" }), null)).toBe("system");
  expect(reasonToOpen(place, line("a", { timeline: "00000001" }), memory("a", 1))).toBe("timeline");
});

test("[LIN1] a log that lies before what this process has seen is another line", () => {
  expect(reasonToOpen(place, line("a"), memory("a", 501))).toBe("position");
  expect(reasonToOpen(place, line("a"), memory("a", 500))).toBeNull();
  expect(reasonToOpen(place, line("a"), null)).toBeNull();
});

test("[LIN1] a line that is not there any more was lost; one that is new was opened by another hub", () => {
  expect(reasonToOpen(place, line("a"), memory("b", 1, "a"))).toBe("gone");
  expect(reasonToOpen(place, line("c"), memory("b", 1, "a"))).toBeNull();
});
