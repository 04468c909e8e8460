import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "@healthops/base/assert";
import { BROWSER_FLAGS } from "@healthops/testing/browser/browser-flags";
import { findBrowser } from "@healthops/testing/browser/find-browser";
import type { BrowserContext, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { METER } from "./meter.ts";
import { profiled } from "./profile.ts";
import { rendererOf } from "./renderer.ts";

/** A smooth scroll would be measured together with what follows it. */
const FLAGS = [...BROWSER_FLAGS, "--disable-smooth-scrolling", "--enable-precise-memory-info"];
const PATIENCE_MS = 180_000;

/** What happened on the main thread of a page for a while, ms. */
export interface Strain {
  readonly frames: readonly number[];
  /** Tasks of at least 50 ms. */
  readonly tasks: readonly number[];
  /** Processor time of the window and its worker together; null where that cannot be seen. */
  readonly processor_s: number | null;
}

/** One person's Chromium: a profile that outlives its processes, with one page. */
export class BenchBrowser {
  readonly profile = mkdtempSync(join(tmpdir(), "healthops-bench-profile-"));
  readonly #profiles: string | null;
  #context: BrowserContext | null = null;
  #page: Page | null = null;

  /** `profiles` is a folder for CPU profiles; null for none. */
  constructor(profiles: string | null) {
    this.#profiles = profiles;
  }

  get page(): Page {
    assert(this.#page !== null, "the browser was opened");
    return this.#page;
  }

  /** Starts a new process on the profile. */
  async open({ offline = false } = {}): Promise<Page> {
    assert(this.#context === null, "one process at a time has a profile");
    const context = await chromium.launchPersistentContext(this.profile, {
      executablePath: findBrowser(),
      args: FLAGS,
      viewport: { width: 1280, height: 800 },
      locale: "en-GB",
      acceptDownloads: true,
      offline,
    });
    this.#context = context;
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript({ content: METER });
    this.#page = context.pages()[0] ?? (await context.newPage());
    return this.#page;
  }

  /** Asks the meter in the page. */
  ask<T>(call: string): Promise<T> {
    return this.page.evaluate<T>(`benchMeter.${call}`);
  }

  /** From the browser's own event to the frame that shows what it led to, ms. */
  async sample(type: string, sight: string, act: () => Promise<void>): Promise<number> {
    await this.ask(`arm(${JSON.stringify(type)}, ${JSON.stringify(sight)}), null`);
    await act();
    return this.ask<number>("taken()");
  }

  /** What the main thread went through while something was done; with profiles where they are wanted. */
  async strain(name: string, work: () => Promise<void>): Promise<Strain> {
    const before = rendererOf(this.profile);
    await this.ask("begin()");
    if (this.#profiles === null) await work();
    else await profiled(this.page, this.#profiles, name, work);
    const seen = await this.ask<Omit<Strain, "processor_s">>("end()");
    const after = rendererOf(this.profile);
    const known = before !== null && after !== null;
    return { ...seen, processor_s: known ? after.processor_s - before.processor_s : null };
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
    this.#page = null;
  }

  /** Closes it and removes the profile. */
  async stop(): Promise<void> {
    await this.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
