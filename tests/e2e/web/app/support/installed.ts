import type { Page } from "playwright-core";
import { expect, vi } from "vitest";

/** Waits until the app is installed in the browser: what is opened for the first time then needs no network. */
export async function installed(page: Page): Promise<void> {
  const isControlled = async (): Promise<void> =>
    expect(await page.evaluate("navigator.serviceWorker.controller !== null")).toBe(true);
  await vi.waitFor(isControlled, { timeout: 60_000 });
}
