import { describe, expect, it } from "vitest";
import type { Pressed } from "./keys.ts";
import { isStroke, keysOf, shownKeys, worksInInputs } from "./keys.ts";
import { ShortcutBook } from "./shortcut-book.ts";

function press(key: string, held: Partial<Pressed> = {}): Pressed {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

function fits(text: string, pressed: Pressed): boolean {
  const [first] = keysOf(text).strokes;
  return first !== undefined && isStroke(first, pressed);
}

describe("shortcuts", () => {
  it("are one key with exactly its modifiers", () => {
    expect(fits("mod+k", press("k", { ctrlKey: true }))).toBe(true);
    expect(fits("mod+k", press("K", { metaKey: true }))).toBe(true);
    expect(fits("mod+k", press("k"))).toBe(false);
    expect(fits("n", press("n", { ctrlKey: true }))).toBe(false);
    expect(fits("n", press("N", { shiftKey: true }))).toBe(false);
    expect(fits("shift+n", press("N", { shiftKey: true }))).toBe(true);
  });

  it("take signs with or without Shift, as keyboards differ", () => {
    expect(fits("?", press("?", { shiftKey: true }))).toBe(true);
    expect(fits("?", press("?"))).toBe(true);
  });

  it("never take a plain letter away from somebody who types", () => {
    expect(worksInInputs(keysOf("n"))).toBe(false);
    expect(worksInInputs(keysOf("g d"))).toBe(false);
    expect(worksInInputs(keysOf("mod+enter"))).toBe(true);
  });

  it("are shown as people know their keyboard", () => {
    expect(shownKeys("mod+k", false)).toEqual(["Ctrl K"]);
    expect(shownKeys("mod+k", true)).toEqual(["⌘ K"]);
    expect(shownKeys("g d", false)).toEqual(["G", "D"]);
  });
});

describe("the book of shortcuts", () => {
  const ran: string[] = [];
  const entry = (keys: string) => ({ keys, label: keys, run: () => void ran.push(keys) });

  it("runs sequences, and the latest of two with the same keys", () => {
    const book = new ShortcutBook();
    book.add(entry("n"));
    book.add(entry("g d"));
    const later = book.add({ keys: "n", label: "later", run: () => void ran.push("later") });
    expect(book.press(press("g"), false, 0)).toBe(true);
    expect(book.press(press("d"), false, 500)).toBe(true);
    expect(book.press(press("n"), false, 600)).toBe(true);
    later();
    expect(book.press(press("n"), false, 700)).toBe(true);
    expect(ran).toEqual(["g d", "later", "n"]);
  });

  it("leaves plain letters alone where a person turned them off", () => {
    const book = new ShortcutBook();
    for (const keys of ["n", "shift+d", "?", "g d", "mod+k", "alt+d", "arrowleft"]) {
      book.add(entry(keys));
    }
    book.takesTyped = false;
    ran.length = 0;
    expect(book.press(press("n"), false, 0)).toBe(false);
    expect(book.press(press("D", { shiftKey: true }), false, 10)).toBe(false);
    expect(book.press(press("?", { shiftKey: true }), false, 20)).toBe(false);
    expect(book.press(press("g"), false, 30)).toBe(false);
    expect(book.press(press("d"), false, 40)).toBe(false);
    book.press(press("k", { ctrlKey: true }), false, 50);
    book.press(press("d", { altKey: true }), false, 60);
    book.press(press("ArrowLeft"), false, 70);
    expect(ran).toEqual(["mod+k", "alt+d", "arrowleft"]);
  });

  it("forgets a begun sequence after a while, and in inputs", () => {
    const book = new ShortcutBook();
    book.add(entry("g d"));
    expect(book.press(press("g"), false, 0)).toBe(true);
    expect(book.press(press("d"), false, 5_000)).toBe(false);
    expect(book.press(press("g"), true, 6_000)).toBe(false);
    expect(book.press(press("d"), false, 6_100)).toBe(false);
  });
});
