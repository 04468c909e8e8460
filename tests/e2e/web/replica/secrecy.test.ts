import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { exercise } from "./support/exercise.ts";
import { Profile } from "./support/profile.ts";
import type { TestApp } from "./support/test-app.ts";
import { openTestApp, PASSWORD } from "./support/test-app.ts";

/** Nobody writes this by chance. */
const SECRET = "Quetzalcoatlus northropi";
const PAGE_BYTES = 8_192;
const NONCE_AND_TAG_BYTES = 32;
const TAG_BYTES = 16;

let app: TestApp;
let profile: Profile;
let personId: string;

beforeAll(async () => {
  app = await openTestApp();
  personId = await app.person("ada");
});
afterAll(() => app.close());
beforeEach(async () => {
  profile = await Profile.create(app.url);
});
afterEach(() => profile.destroy());

test.each(["opfs", "indexeddb"])(
  "%s: what is written can be read nowhere on disk",
  async (storage) => {
    const window = await profile.window(`?storage=${storage}`);
    await window.call("signIn", { username: "ada", password: PASSWORD });
    // Many, so that SQLite also writes them while the transaction runs.
    const changes = Array.from({ length: 400 }, (_, n) => [
      exercise(personId, `${SECRET} ${n}`, `${SECRET} `.repeat(60)),
    ]);
    await window.call("mutateAll", changes);
    await window.call("mutate", [exercise(personId, SECRET)]);
    expect(
      (await window.call("list", "exercises", { search: "quetzalcoatlus" })).records,
    ).toHaveLength(50);
    await profile.quit();

    let kept = 0;
    for await (const { path, bytes } of profile.storedBytes()) {
      const ours = /File System|IndexedDB/.test(path);
      if (ours) kept += bytes.length;
      for (const encoding of ["latin1", "utf16le"] as const) {
        for (const text of [SECRET, PASSWORD, ...(ours ? ["SQLite format 3"] : [])]) {
          expect(bytes.includes(Buffer.from(text, encoding)), `${text} in ${path}`).toBe(false);
        }
      }
    }
    // The data was there to be looked at.
    expect(kept).toBeGreaterThan(400 * 60 * SECRET.length);
  },
);

test("no two pages, and no two versions of one, are sealed with the same nonce", async () => {
  const sealed = new Map<string, string>();
  for (let round = 0; round < 3; round += 1) {
    const window = await profile.window();
    await window.call("signIn", { username: "ada", password: PASSWORD });
    const walks = Array.from({ length: 200 }, (_, n) => [
      exercise(personId, `Walk ${round} ${n}`, "x".repeat(500)),
    ]);
    await window.call("mutateAll", walks);
    await profile.quit();
    for (const page of await databasePages()) {
      const nonce = page.subarray(-NONCE_AND_TAG_BYTES, -TAG_BYTES).toString("hex");
      const content = createHash("sha256").update(page).digest("hex");
      expect(sealed.get(nonce) ?? content).toBe(content);
      sealed.set(nonce, content);
    }
  }
  expect(sealed.size).toBeGreaterThan(300);
});

/** Pages of the one database in the private file system; the first begins with its salt. */
async function databasePages(): Promise<readonly Buffer[]> {
  const pages: Buffer[] = [];
  for await (const { path, bytes } of profile.storedBytes()) {
    if (!/File System/.test(path) || bytes.length < 100 * PAGE_BYTES) continue;
    for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
      pages.push(bytes.subarray(at, at + PAGE_BYTES));
    }
  }
  return pages;
}
