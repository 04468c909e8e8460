import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BROWSER_FLAGS } from "@healthops/testing/browser/browser-flags";
import { findBrowser } from "@healthops/testing/browser/find-browser";
import axe from "axe-core";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { build, preview } from "vite";
import type { PreviewServer } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

let server: PreviewServer;
let built: string;
let browser: Browser;
let address: string;
/** What went wrong in a page besides what the test looks at. */
const defects = new WeakMap<Page, string[]>();

beforeAll(async () => {
  const gallery = new URL("../gallery/", import.meta.url).pathname;
  built = await mkdtemp(join(tmpdir(), "gallery-"));
  const shared = {
    configFile: `${gallery}vite.config.ts`,
    logLevel: "error",
    build: { outDir: built, emptyOutDir: true },
  } as const;
  await build(shared);
  server = await preview({ ...shared, preview: { port: 0, host: "127.0.0.1" } });
  address = server.resolvedUrls?.local[0] ?? "";
  browser = await chromium.launch({ executablePath: findBrowser(), args: [...BROWSER_FLAGS] });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(built, { recursive: true, force: true });
});

/** A page of the gallery in a window of its own. */
async function open(path: string, options: BrowserContextOptions = DESKTOP): Promise<Page> {
  const context = await browser.newContext({ locale: "en", timezoneId: "UTC", ...options });
  const page = await context.newPage();
  const found: string[] = [];
  defects.set(page, found);
  page.on("pageerror", (error) => found.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") found.push(message.text());
  });
  await page.goto(new URL(path, address).href);
  await page.locator("main").waitFor();
  return page;
}

/** Closes the page; the defects that showed in it. */
async function close(page: Page): Promise<readonly string[]> {
  await page.context().close();
  return defects.get(page) ?? [];
}

/** The row that keys act on. */
async function activeRow(page: Page): Promise<string> {
  const grid = page.getByRole("grid");
  const id = await grid.getAttribute("aria-activedescendant");
  return page.locator(`[id="${id}"]`).innerText();
}

describe("a list of 100,000 records", () => {
  it("keeps only the rows in view in the page, and knows how many there are", async () => {
    const page = await open("/list");
    await page.getByText("100,000 records").waitFor();
    expect(await page.getByRole("grid").getAttribute("aria-rowcount")).toBe("100001");
    expect(await page.locator(".ho-row").count()).toBeLessThan(60);
    expect(await close(page)).toEqual([]);
  });

  it("shows the right rows after a jump to the very end", async () => {
    const page = await open("/list");
    await page.getByText("Blood pressure 0").waitFor();
    await page.getByRole("grid").focus();
    await page.keyboard.press("End");
    await page.getByText("Travel advice 99999").waitFor();
    await page.keyboard.press("Home");
    await page.getByText("Blood pressure 0").waitFor();
    expect(await close(page)).toEqual([]);
  });

  it("is searched, filtered and sorted, and says when nothing fits", async () => {
    const page = await open("/list");
    await page.getByLabel("Search").fill("cocuk 11");
    await page.getByText("Çocuk kontrolü 11", { exact: true }).waitFor();
    await page.getByLabel("Search").fill("nobody ever");
    await page.getByText("Nothing fits").waitFor();
    await page.getByLabel("Search").fill("");
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Duration" }).click();
    await page.getByLabel("Value").fill("94");
    await page.keyboard.press("Enter");
    await page.getByText("is at least 94 min").waitFor();
    await page.getByText("1,111 records").waitFor();
    await page.getByRole("button", { name: "Remove the filter on Duration" }).click();
    await page.getByText("100,000 records").waitFor();
    await page.getByRole("button", { name: /^Subject/ }).click();
    // Numbers in a text by their value: 0, 8, 16 …
    await page.getByText("Blood pressure 80", { exact: true }).waitFor();
    expect(await close(page)).toEqual([]);
  });

  it("is walked, selected, deleted from and brought back by keyboard alone", async () => {
    const page = await open("/list");
    await page.getByText("Blood pressure 0").waitFor();
    await page.getByRole("grid").focus();
    await page.keyboard.press("ArrowDown");
    expect(await activeRow(page)).toContain("Vaccination 1");
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByText("2 selected").waitFor();
    await page.keyboard.press("Delete");
    await page.getByText("99,998 records").waitFor();
    await page.keyboard.press("Control+z");
    await page.getByText("100,000 records").waitFor();
    await page.getByRole("grid").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1 }).filter({ hasNotText: "Visits" }).waitFor();
    expect(await close(page)).toEqual([]);
  });
});

describe("a form", () => {
  it("judges while one types, saves by keyboard and says what is missing", async () => {
    const page = await open("/form");
    await page.getByLabel("Duration").fill("999");
    await page.getByText("Between 5 and 480 min.").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Subject is needed.").waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-field"))).toBe(
      "subject",
    );
    await page.keyboard.type("Hearing test");
    await page.getByLabel("Day").fill("2026-03-04");
    await page.getByLabel("Duration").fill("30");
    await page.getByLabel("Body weight").fill("70,5");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "Hearing test" }).waitFor();
    await page.getByText("70.5 kg").waitFor();
    expect(await close(page)).toEqual([]);
  });

  it("keeps its draft over a reload, until it is given up", async () => {
    const page = await open("/form");
    await page.getByLabel("Subject").fill("Half a thought");
    await page.reload();
    await page.getByText("Your unsaved draft is back.").waitFor();
    expect(await page.getByLabel("Subject").inputValue()).toBe("Half a thought");
    await page.getByRole("button", { name: "Discard draft" }).click();
    expect(await page.getByLabel("Subject").inputValue()).toBe("");
    expect(await close(page)).toEqual([]);
  });
});

describe("a record", () => {
  it("shows its history from the hub when somebody opens it", async () => {
    const page = await open("/visits/01900000-0000-7000-8000-000000000006");
    await page.getByText("History").click();
    await page.getByText("Mehmet Kaya").waitFor();
    expect(await page.locator("del").innerText()).toBe("20 min");
    expect(await close(page)).toEqual([]);
  });
});

describe("what needs a person", () => {
  it("a conflict is decided field by field on a phone, and what lost can come back", async () => {
    const page = await open("/conflicts", PHONE);
    const conflict = page.getByRole("article").filter({ hasText: "Çocuk kontrolü 3" });
    const save = conflict.getByRole("button", { name: "Save decision" });
    expect(await save.isDisabled()).toBe(true);
    await conflict.getByRole("button", { name: "Take all: Yours" }).click();
    await conflict.getByRole("radio", { name: /45 min/ }).check();
    await save.click();
    await conflict.waitFor({ state: "detached" });
    await page.getByText("Resolved", { exact: true }).click();
    await page.getByRole("button", { name: "Bring back" }).first().waitFor();
    expect(await close(page)).toEqual([]);
  });

  it("a refused change shows why, and is corrected or discarded", async () => {
    const page = await open("/rejected");
    await page.getByText("The visit would end after the site closes.").waitFor();
    await page.getByRole("button", { name: "Correct" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Duration").fill("40");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Nothing was refused").waitFor();
    expect(await close(page)).toEqual([]);
  });

  it("the sync pill tells the truth and its panel acts", async () => {
    const page = await open("/list?status=offline");
    await page.getByRole("button", { name: "Offline, 3 changes waiting" }).click();
    await page.getByText("You can go on working.").waitFor();
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText("The hub answered in 12 ms.").waitFor();
    expect(await close(page)).toEqual([]);
  });
});

describe("accessibility", () => {
  const screens = [
    "/list",
    "/list?state=empty",
    "/list?state=loading",
    "/list?state=error",
    "/form",
    "/conflicts?status=conflicts",
    "/rejected?status=rejected",
    "/visits/01900000-0000-7000-8000-000000000006",
    "/charts",
  ];
  const windows = [
    { name: "desktop, light", options: { ...DESKTOP, colorScheme: "light" } },
    { name: "phone, dark", options: { ...PHONE, colorScheme: "dark" } },
  ] as const;

  it.each(windows)("axe finds nothing on any screen ($name)", async ({ options }) => {
    const page = await open("/charts?rows=300", options);
    for (const path of screens) {
      await page.goto(new URL(`${path}${path.includes("?") ? "&" : "?"}rows=300`, address).href);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { violations } = await (
          globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
        ).axe.run();
        return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
      });
      expect(found, path).toEqual([]);
    }
    expect(await close(page)).toEqual([]);
  });
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
