import { cp, rm } from "node:fs/promises";
import { BROWSER_FLAGS } from "@healthops/testing/browser/browser-flags";
import { findBrowser } from "@healthops/testing/browser/find-browser";
import { chromium } from "playwright-core";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { installed } from "./installed.ts";
import { newProfile, visitedProfile } from "./visited-profile.ts";

/** The machine may be busy; nothing here measures time. */
const PATIENCE_MS = 45_000;

/** Tells violations of the page's policy; workers' violations reach the console by themselves. */
const WATCH_POLICY = `addEventListener("securitypolicyviolation", (event) =>
  console.error("policy violated:", event.violatedDirective, event.blockedURI));`;

/** What a browser says when the hub is away: expected wherever a test takes it away. */
const NO_NETWORK = /net::ERR_|Failed to load resource|WebSocket connection to/;

/** Where every hub is found by who was here before: what a browser keeps, it keeps for an address. */
const ADDRESS = new URL("http://app.localhost");

interface Opening {
  readonly url: string;
  readonly flags: readonly string[];
  readonly options: BrowserContextOptions;
}

/** One person's browser: a profile that outlives the closing of its windows. */
export class AppBrowser {
  /** Errors that the pages told: broken policies, uncaught errors, errors on the console. */
  readonly faults: string[] = [];
  readonly #profile: string;
  readonly #opening: Opening;
  #context: BrowserContext;

  private constructor(profile: string, opening: Opening, context: BrowserContext) {
    this.#profile = profile;
    this.#opening = opening;
    this.#context = this.#watched(context);
  }

  /** Where it finds the hub. */
  get url(): string {
    return this.#opening.url;
  }

  /** Opens the browser of somebody who was here before: the app is installed, nobody has signed in. */
  static async open(hubUrl: string, options: BrowserContextOptions = {}): Promise<AppBrowser> {
    const flags = [`--host-resolver-rules=MAP ${ADDRESS.host} ${new URL(hubUrl).host}`];
    const opening = { url: ADDRESS.origin, flags, options };
    const profile = await visitedProfile((empty) => visit(empty, { ...opening, options: {} }));
    return new AppBrowser(profile, opening, await launch(profile, opening));
  }

  /** Opens a browser that has never been here, on the hub's own address. */
  static async firstVisit(url: string, options: BrowserContextOptions = {}): Promise<AppBrowser> {
    const profile = await newProfile();
    const opening = { url, flags: [], options };
    return new AppBrowser(profile, opening, await launch(profile, opening));
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
    this.#context = this.#watched(await launch(this.#profile, this.#opening));
  }

  /** A second browser on a copy of the profile, as when a person's files are moved to another computer. */
  async copy(): Promise<AppBrowser> {
    await this.#context.close();
    const profile = await newProfile();
    await cp(this.#profile, profile, { recursive: true });
    this.#context = this.#watched(await launch(this.#profile, this.#opening));
    return new AppBrowser(profile, this.#opening, await launch(profile, this.#opening));
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

/** Looks at the app until it is installed, and once more, so that the browser has its programs at hand. */
async function visit(profile: string, opening: Opening): Promise<void> {
  const context = await launch(profile, opening);
  const page = await context.newPage();
  await page.goto(opening.url);
  await installed(page);
  await page.reload();
  await page.locator("input[name=password]").waitFor();
  await context.close();
}

async function launch(
  profile: string,
  { flags, options }: Pick<Opening, "flags" | "options">,
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    args: [...BROWSER_FLAGS, ...flags],
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    ...options,
  });
  await context.addInitScript({ content: WATCH_POLICY });
  return context;
}
