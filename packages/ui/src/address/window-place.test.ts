import { expect, test } from "vitest";
import { featuresOf, isOwnWindow, ownHref, readPlace, savePlace } from "./window-place.ts";

const SCREEN = { availWidth: 1280, availHeight: 800 };

function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => void items.set(name, text),
  };
}

test("a window of its own comes back where and as large as it was", () => {
  const storage = memory();
  expect(readPlace("/reports", storage)).toBeNull();
  savePlace("/reports", storage, { left: -900, top: 20, width: 700, height: 500 });
  const place = readPlace("/reports", storage);
  expect(featuresOf(place, { width: 1000, height: 700 }, SCREEN)).toBe(
    "popup,width=700,height=500,left=-900,top=20",
  );
  expect(readPlace("/dashboard", storage)).toBeNull();
});

test("a new window is no larger than the screen", () => {
  expect(featuresOf(null, { width: 4000, height: 700 }, SCREEN)).toBe(
    "popup,width=1280,height=700",
  );
});

test("what is no place is no place, and a sliver is not remembered", () => {
  const storage = memory();
  storage.setItem("healthops.window /a", "{broken");
  storage.setItem("healthops.window /b", '{"left":"1"}');
  savePlace("/c", storage, { left: 0, top: 0, width: 40, height: 40 });
  for (const path of ["/a", "/b", "/c"]) expect(readPlace(path, storage)).toBeNull();
});

test("the address of a window of its own says so, beside what it asks for", () => {
  expect(ownHref("/reports")).toBe("/reports?window=own");
  expect(ownHref("/reports?year=2026&window=own")).toBe("/reports?year=2026&window=own");
  expect(isOwnWindow("?window=own&year=2026")).toBe(true);
  expect(isOwnWindow("?year=2026")).toBe(false);
});
