import { afterAll, beforeAll, expect, test } from "vitest";
import { SharedBrowser } from "./support/profile.ts";
import type { TestApp } from "./support/test-app.ts";
import { openTestApp } from "./support/test-app.ts";

let app: TestApp;
let browser: SharedBrowser;
beforeAll(async () => {
  app = await openTestApp();
  browser = await SharedBrowser.launch();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

test.each(["opfs", "indexeddb"])(
  "%s: the database keeps the promises of its seam",
  async (storage) => {
    const profile = browser.newcomer(app.url);
    const window = await profile.window();
    const outcome = await window.tryDatabase(storage);
    expect(outcome).toEqual({
      failed: "RangeError: no",
      changed: 1,
      afterFailure: [{ a: 2 }],
      whole: [{ a: 3 }],
      values: expect.any(Array),
      kept: [
        { b: Number.MAX_SAFE_INTEGER, kind: "integer" },
        { b: -5_000_000_000, kind: "integer" },
        { b: 0.1, kind: "real" },
        { b: -1, kind: "integer" },
        { b: "ığüşöç 🌊", kind: "text" },
        { b: null, kind: "null" },
      ],
      told: [["t"], ["t"], ["t"]],
      wrongKey: "database_unusable",
      reopened: [{ n: 6 }],
      sound: [{ integrity_check: "ok" }],
      closed: "database_closed",
    });
    await profile.leave();
  },
);
