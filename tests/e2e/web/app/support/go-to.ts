import type { Page } from "playwright-core";

/** Goes to a path of the app in the same window, which stays unlocked: a reload would lock the last one. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState({}, "", ${JSON.stringify(path)});
    dispatchEvent(new PopStateEvent("popstate"));`);
}
