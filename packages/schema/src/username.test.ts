import { expect, test } from "vitest";
import { foldUsername } from "./username.ts";

test.each([
  ["bursa1"],
  ["BURSA1"],
  [" bursa1 "],
  ["bursa1\u3000"],
  ["\ufeffbursa1"],
  ["bur\u200bsa1"],
  ["ｂｕｒｓａ１"],
  ["Ｂursa1"],
])("%j is the account bursa1", (typed) => {
  expect(foldUsername(typed)).toBe("bursa1");
});

test.each(["izmir1", "IZMIR1", "İZMİR1", "İzmir1", "ızmir1", " izmir1 "])(
  "[LST2] %j is the account izmir1: a user name typed with a Turkish capital",
  (typed) => {
    expect(foldUsername(typed)).toBe("izmir1");
  },
);

test.each(["çağla.öz", "ÇAĞLA.ÖZ", "C\u0327ağla.oz"])("%j is the account cagla.oz", (typed) => {
  expect(foldUsername(typed)).toBe("cagla.oz");
});

test.each(["istanbul1", "İSTANBUL1", "ISTANBUL1", "ıstanbul1", "I\u0307stanbul1"])(
  "%j is the account istanbul1, as Turkish keyboards write it",
  (typed) => {
    expect(foldUsername(typed)).toBe("istanbul1");
  },
);
