import { expect, test } from "vitest";
import { rewoundScopes } from "./judge.ts";

const S = "shared";
const judged = (
  position: number,
  head: number,
  between: Parameters<typeof rewoundScopes>[0]["between"],
) => rewoundScopes({ positions: { [S]: position }, heads: new Map([[S, head]]), between });
const later = (from: number | null) => ({
  froms: new Map(from === null ? [] : [[S, from]]),
  since_us: 1,
});

test("[LIN3] in the same line a position is good up to the head", () => {
  expect(judged(97, 97, null)).toEqual({});
  expect(judged(98, 97, null)).toEqual({ [S]: 97 });
});

test("[LIN3] two changes of line with the same head: the first that wrote decides", () => {
  // Line 1 came to 100, line 2 went from 95 to 97, line 3 goes from 97.
  expect(judged(97, 97, later(95))).toEqual({ [S]: 95 });
  expect(judged(95, 97, later(95))).toEqual({});
});

test("[LIN3] where no later line wrote, a position is good up to the head", () => {
  expect(judged(95, 95, later(null))).toEqual({});
  expect(judged(100, 95, later(null))).toEqual({ [S]: 95 });
});

test("[LIN3] of a line that the hub does not know nothing is good", () => {
  expect(judged(3, 95, { froms: null, since_us: 0 })).toEqual({ [S]: 0 });
});
