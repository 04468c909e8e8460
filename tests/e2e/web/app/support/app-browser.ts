import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { BROWSER_FLAGS } from "@healthops/testing/browser/browser-flags";
import { findBrowser } from "@healthops/testing/browser/find-browser";
import { chromium } from "playwright-core";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";

/** The machine may be busy; nothing here measures time. */
const PATIENCE_MS = 45_000;

/** Tells violations of the page's policy; workers' violations reach the console by themselves. */
const WATCH_POLICY = `addEventListener("securitypolicyviolation", (event) =>
  console.error("policy violated:", event.violatedDirective, event.blockedURI));`;

/** What a browser says when the hub is away: expected wherever a test takes it away. */
const NO_NETWORK = /net::ERR_|Failed to load resource|WebSocket connection to/;

/** One person's browser: a profile that outlives the closing of its windows. */
export class AppBrowser {
  /** Errors that the pages told: broken policies, uncaught errors, errors on the console. */
  readonly faults: string[] = [];
  readonly url: string;
  readonly #profile: string;
  readonly #options: BrowserContextOptions;
  #context: BrowserContext;

  private constructor(
    url: string,
    profile: string,
    options: BrowserContextOptions,
    context: BrowserContext,
  ) {
    this.url = url;
    this.#profile = profile;
    this.#options = options;
    this.#context = this.#watched(context);
  }

  /** Opens a fresh profile on the hub at the address. */
  static async open(url: string, options: BrowserContextOptions = {}): Promise<AppBrowser> {
    const profile = await mkdtemp(path.join(tmpdir(), "healthops-browser-"));
    return new AppBrowser(url, profile, options, await launch(profile, options));
  }

  /** A window at a path of the app. */
  async page(at = "/"): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(new URL(at, this.url).href);
    return page;
  }

  async setOffline(offline: boolean): Promise<void> {
    await this.#context.setOffline(offline);
  }

  /** Closes all windows and starts the browser again with the same profile. */
  async restart(): Promise<void> {
    await this.#context.close();
    this.#context = this.#watched(await launch(this.#profile, this.#options));
  }

  /** A second browser on a copy of the profile, as when a person's files are moved to another computer. */
  async copy(): Promise<AppBrowser> {
    await this.#context.close();
    const profile = await mkdtemp(path.join(tmpdir(), "healthops-browser-"));
    await cp(this.#profile, profile, { recursive: true });
    this.#context = this.#watched(await launch(this.#profile, this.#options));
    return new AppBrowser(this.url, profile, this.#options, await launch(profile, this.#options));
  }

  /** Closes everything and removes the profile. */
  async close(): Promise<void> {
    await this.#context.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #watched(context: BrowserContext): BrowserContext {
    context.setDefaultTimeout(PATIENCE_MS);
    context.on("weberror", (error) => this.faults.push(String(error.error())));
    context.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !NO_NETWORK.test(text)) this.faults.push(text);
    });
    return context;
  }
}

async function launch(profile: string, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    args: [...BROWSER_FLAGS],
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    ...options,
  });
  await context.addInitScript({ content: WATCH_POLICY });
  return context;
}
