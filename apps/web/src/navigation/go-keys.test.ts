import { expect, test } from "vitest";
import { goKeys } from "./go-keys.ts";
import type { Place } from "../addresses/places.ts";

function place(href: string, name: string): Place {
  return {
    href,
    title: { en: name, tr: "-" },
    icon: null,
    onPhone: false,
    folded: false,
    offeredTo: () => true,
    collection: null,
    ownWindow: null,
  };
}

test("every place has a letter of its name to go to it, and none has two", () => {
  const places = [
    place("/diary", "Diary"),
    place("/drivers", "Drivers"),
    place("/c/sites", "Sites"),
    place("/dd", "DD"),
  ];
  const keys = goKeys([{ name: "m", title: { en: "M", tr: "M" }, places }]);
  expect(keys.get("/diary")).toBe("g d");
  expect(keys.get("/drivers")).toBe("g i");
  // S, the first letter, is the frame's.
  expect(keys.get("/c/sites")).toBe("g t");
  expect(keys.has("/dd")).toBe(false);
  expect(keys.get("/")).toBe("g h");
});
