import { expect, test } from "vitest";
import { pairsText, tableText } from "./table.ts";

test("columns stand under their titles, numbers at the right", () => {
  const text = tableText(
    [{ title: "name" }, { title: "min", align: "right" }],
    [
      ["Koşu", "5"],
      ["Yürüyüş", "120"],
    ],
  );
  expect(text).toBe("name     min\nKoşu       5\nYürüyüş  120\n");
});

test("long texts are cut, and control characters never reach the terminal", () => {
  const text = tableText([{ title: "t", max: 6 }], [["1234567890"], ["a\u001b[2Jb"], ["x\ny"]]);
  expect(text).toBe("t\n12345…\na [2Jb\nx y\n");
});

test("pairs are aligned", () => {
  expect(
    pairsText([
      ["id", "1"],
      ["version", "2"],
    ]),
  ).toBe("id       1\nversion  2\n");
});
