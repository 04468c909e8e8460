import type { Page } from "playwright-core";

/** Opens a collection's list as people do, from wherever they are: the start page links to all. */
export async function openList(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: "Start", exact: true }).first().click();
  await page.getByRole("heading", { name: "Lists" }).waitFor();
  await page.getByRole("link", { name: title }).first().click();
}
