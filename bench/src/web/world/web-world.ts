import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PASSWORD, usernameOf } from "../../world/people.ts";
import type { Served, World } from "../../world/world.ts";
import type { HubCalls } from "../../world/hub-program.ts";
import { BenchBrowser } from "../browser/bench-browser.ts";

const REPOSITORY = join(import.meta.dirname, "../../../..");
export const LIST = "/c/exercises";

export interface WebSizes {
  readonly records: number;
  readonly rounds: number;
  /** Single actions of which percentiles are taken. */
  readonly samples: number;
  readonly imported: number;
  readonly employees: number;
}

/** A hub that serves the built app, and a browser whose person has the long list on their device. */
export class WebWorld {
  readonly app: string;
  readonly sizes: WebSizes;
  readonly progress: (text: string) => void;
  readonly #world: World;
  readonly #profiles: string | null;
  readonly #browsers: BenchBrowser[] = [];
  #hub: Promise<Served<HubCalls>> | null = null;
  #device: Promise<BenchBrowser> | null = null;

  constructor(world: World, sizes: WebSizes, profiles: string | null) {
    this.#world = world;
    this.#profiles = profiles;
    this.sizes = sizes;
    this.progress = world.progress;
    world.progress("building the app where it is not built yet");
    execFileSync(process.execPath, [join(REPOSITORY, "apps/web/build/main.ts"), "--if-changed"]);
    // A copy: nobody builds another one into the middle of a run.
    this.app = mkdtempSync(join(tmpdir(), "healthops-bench-app-"));
    cpSync(join(REPOSITORY, "apps/web/dist"), this.app, { recursive: true });
  }

  /** The hub with the large diary; the same for all cases. */
  hub(): Promise<Served<HubCalls>> {
    this.#hub ??= this.#world
      .database(this.sizes.records)
      .then((database) => this.#world.hub(database, { webApp: this.app }));
    return this.#hub;
  }

  /** A hub with a month of many employees at the site of the benchmarks' people. */
  async monthHub(): Promise<Served<HubCalls>> {
    const database = await this.#world.database(0);
    const hub = await this.#world.hub(database, { webApp: this.app });
    await hub.program.call("month", { employees: this.sizes.employees });
    return hub;
  }

  /** A profile that nobody has used yet. */
  browser(): BenchBrowser {
    const browser = new BenchBrowser(this.#profiles);
    this.#browsers.push(browser);
    return browser;
  }

  /** The browser with the long list, signed in and synced; made once, by whichever case comes first. */
  device(): Promise<BenchBrowser> {
    this.#device ??= this.#newDevice();
    return this.#device;
  }

  /** Hands a signed-in browser over to the cases that follow. */
  keep(browser: BenchBrowser): void {
    this.#device = Promise.resolve(browser);
  }

  /** Ends a program of a case. */
  async stop(program: Served<HubCalls>["program"]): Promise<void> {
    await this.#world.stop(program);
  }

  async close(): Promise<void> {
    for (const browser of this.#browsers) await browser.stop();
    rmSync(this.app, { recursive: true, force: true });
    await this.#world.close();
  }

  async #newDevice(): Promise<BenchBrowser> {
    this.progress(`a browser takes in ${this.sizes.records} records`);
    const browser = this.browser();
    await browser.open();
    const { url } = await this.hub();
    await firstSync(browser, url);
    return browser;
  }
}

/** A first visit to the list until the pill says that everything is here; ms since the button. */
export async function firstSync(browser: BenchBrowser, url: string): Promise<number> {
  await fillIn(browser, `${url}${LIST}`);
  const pressed_ms = await press(browser);
  const done_ms = await browser.ask<number>(`saysIn("header [role=status]", "Synced")`);
  await browser.page.evaluate("navigator.serviceWorker.ready.then(() => null)");
  return done_ms - pressed_ms;
}

/** Opens an address and fills in name and password. */
export async function fillIn(browser: BenchBrowser, address: string, person = 0): Promise<void> {
  const { page } = browser;
  await page.goto(address);
  await page.locator("input[name=username]").fill(usernameOf(person));
  await page.locator("input[name=password]").fill(PASSWORD);
}

/** Presses "Sign in"; when, by the page's own clock. */
export function press(browser: BenchBrowser): Promise<number> {
  return browser.ask<number>(`click("button[type=submit]")`);
}
