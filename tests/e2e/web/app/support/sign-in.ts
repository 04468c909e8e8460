import type { Page } from "playwright-core";

/** Types name and password of somebody of the demo organisation and waits for the start screen. */
export async function signInAs(page: Page, username: string): Promise<void> {
  await tryToSignIn(page, username, "healthops-demo");
  await page.getByRole("heading", { name: /^Hello, / }).waitFor();
}

/** Types name and password and presses the button. */
export async function tryToSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "User name" }).fill(username);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
