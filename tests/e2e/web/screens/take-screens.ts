import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { AppBrowser } from "../app/support/app-browser.ts";
import { goTo } from "../app/support/go-to.ts";
import { startDemoHub } from "./demo-hub.ts";
import { shrunkScreenshot } from "./shrunk-screenshot.ts";
import { screensPage } from "./screens-page.ts";
import type { Device, Screen, Viewer } from "./screens.ts";
import { CONTESTED, SCREENS, TROUBLED } from "./screens.ts";

const FOLDER = path.join(import.meta.dirname, "../../../../docs/screens");
const PASSWORD = "healthops-demo";

const DEVICES: Readonly<Record<Device, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** What is not there yet: something that loads, a chart without its drawing. */
const UNSETTLED =
  "[role=status]:is([aria-label=Loading], [aria-label=Yükleniyor]), .ho-chart:not(:has(canvas, table))," +
  // A report's chart and what holds its place until it is loaded.
  " section.ho-card > div[style^=height]:not(:has(svg path))";

/** Somebody at a device, signed in and in step with the hub. */
interface Seat {
  readonly browser: AppBrowser;
  readonly page: Page;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function sit(url: string, viewer: Viewer, device: Device): Promise<Seat> {
  // The demo's days are UTC days.
  const browser = await AppBrowser.firstVisit(url, { ...DEVICES[device], timezoneId: "UTC" });
  const page = await browser.page();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  if (viewer !== null) {
    await page.getByRole("textbox", { name: "User name" }).fill(viewer);
    await page.locator("input[name=password]").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await synced(page);
  }
  return { browser, page };
}

async function synced(page: Page): Promise<void> {
  await page
    .getByRole("banner")
    .getByText(/^Synced$/)
    .first()
    .waitFor();
}

/** As one finds it after choosing language and colours in the settings. */
async function look(page: Page, { dark = false, turkish = false }: Screen): Promise<void> {
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  const language = turkish ? "tr" : "en";
  if ((await page.evaluate("document.documentElement.lang")) === language) return;
  await goTo(page, "/settings");
  await page
    .getByText(turkish ? "Türkçe" : "English", { exact: true })
    .first()
    .click();
  await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
}

async function take({ page }: Seat, screen: Screen, device: Device): Promise<void> {
  const { name, path: at, waitFor, before, viewer } = screen;
  if (viewer !== null) {
    await look(page, screen);
    await goTo(page, at);
  }
  await page.getByText(waitFor).first().waitFor();
  await page.locator(UNSETTLED).first().waitFor({ state: "detached" });
  await before?.(page, device);
  const picture = await shrunkScreenshot(page);
  await writeFile(path.join(FOLDER, `${name}-${device}.png`), picture);
  say(`${name}-${device}.png ${Math.round(picture.length / 1000)} KB`);
  if (viewer === null || before === undefined) return;
  for (let open = 0; open < 2; open++) await page.keyboard.press("Escape");
}

/** All is well: each viewer goes through their screens. */
async function takeQuiet(url: string, device: Device): Promise<void> {
  const screens = SCREENS.filter(isWanted);
  for (const viewer of new Set(screens.map((screen) => screen.viewer))) {
    const seat = await sit(url, viewer, device);
    for (const screen of screens.filter((each) => each.viewer === viewer)) {
      await take(seat, screen, device);
    }
    await seat.browser.close();
  }
}

async function writePosition({ page }: Seat, position: string): Promise<void> {
  await goTo(page, "/c/employees");
  await page.getByRole("main").getByText(CONTESTED).first().click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Position" }).fill(position);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText(position).first().waitFor();
}

/** Two people change one record while one of them is away; then the network goes. */
async function takeTroubled(url: string, device: Device): Promise<void> {
  const [clerk, manager] = [
    await sit(url, "ankara1", device),
    await sit(url, "ankara-manager", device),
  ];
  await clerk.browser.setOffline(true);
  await writePosition(clerk, `Driver (${device})`);
  await writePosition(manager, `Foreman (${device})`);
  await synced(manager.page);
  await clerk.browser.setOffline(false);
  await clerk.page.getByRole("button", { name: "1 conflict" }).waitFor();
  const [conflict, ...others] = TROUBLED;
  if (conflict !== undefined) await take(clerk, conflict, device);
  await clerk.page.getByRole("button", { name: /^Take all: Yours/ }).click();
  await clerk.page.getByRole("button", { name: "Save decision" }).click();
  await synced(clerk.page);
  await goTo(clerk.page, "/sync");
  await clerk.browser.setOffline(true);
  await writePosition(clerk, "Driver of the night");
  for (const screen of others) await take(clerk, screen, device);
  await Promise.all([clerk.browser.close(), manager.browser.close()]);
}

/** `take-screens.ts month board`: only these. */
const wanted = process.argv.slice(2);

function isWanted({ name }: Screen): boolean {
  return wanted.length === 0 || wanted.includes(name);
}

const hub = await startDemoHub();
await mkdir(FOLDER, { recursive: true });
try {
  for (const device of ["desktop", "phone"] as const) await takeQuiet(hub.url, device);
  if (TROUBLED.some(isWanted))
    for (const device of ["desktop", "phone"] as const) await takeTroubled(hub.url, device);
  await writeFile(path.join(FOLDER, "README.md"), screensPage([...SCREENS, ...TROUBLED]));
} finally {
  await hub.close();
}
