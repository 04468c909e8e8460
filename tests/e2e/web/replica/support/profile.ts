import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Problem } from "@healthops/base/problem";
import type { CallName, WatchName } from "@healthops/replica/remote/messages";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import { BROWSER_FLAGS } from "@healthops/testing/browser/browser-flags";
import { findBrowser } from "@healthops/testing/browser/find-browser";
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { chromium } from "playwright-core";
import type { TestedWindow } from "./tested-window.ts";

type Arguments<K extends CallName> = Parameters<ReplicaApi[K]>;
type Value<K extends CallName> = Awaited<ReturnType<ReplicaApi[K]>>;

/** A call on its way into the page. */
interface Given {
  readonly name: CallName;
  readonly args: readonly unknown[];
}

interface Scope {
  readonly tested?: TestedWindow;
}

/** One window of the test page. */
export class ReplicaWindow {
  readonly page: Page;
  #limits: CDPSession | null = null;

  constructor(page: Page) {
    this.page = page;
  }

  /** Calls the replica of the window; throws the Problem that it rejects with. */
  async call<K extends CallName>(name: K, ...args: Arguments<K>): Promise<Value<K>> {
    const given: Given = { name, args };
    const answer = await this.page.evaluate(
      ({ name, args }) => (globalThis as Scope).tested?.call(name, args),
      given,
    );
    if (answer === undefined) throw new Error("the page is not ready");
    if ("problem" in answer) throw new Problem(answer.problem);
    return answer.value as Value<K>;
  }

  /** Subscribes; `seen` reads what came. */
  async watch(key: string, name: WatchName, ...args: readonly unknown[]): Promise<void> {
    await this.page.evaluate(
      ([key, name, args]) => (globalThis as Scope).tested?.watch(key, name, args),
      [key, name, args] as const,
    );
  }

  tryDatabase(storage: string): Promise<unknown> {
    return this.page.evaluate(
      (storage) => (globalThis as Scope).tested?.tryDatabase(storage),
      storage,
    );
  }

  async seen<T>(key: string): Promise<readonly T[]> {
    return this.page.evaluate(
      (key) => (globalThis as Scope).tested?.seen[key] ?? [],
      key,
    ) as Promise<readonly T[]>;
  }

  /** Has the window repeat a call for ever; resolves when it has begun. */
  async repeat<K extends CallName>(name: K, ...args: Arguments<K>): Promise<void> {
    const given: Given = { name, args };
    await this.page.evaluate(({ name, args }) => {
      const again = (): void => {
        void (globalThis as Scope).tested?.call(name, args).then(again);
      };
      again();
    }, given);
  }

  /** Ends the window's process at once, as a fault in the browser would. */
  async crash(): Promise<void> {
    const browser = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent("crash");
    // Nobody is left to answer.
    void browser.send("Page.crash").catch(() => undefined);
    await crashed;
  }

  /** Leaves the site that much room; null for as much as before. */
  async limitStorage(quota_bytes: number | null): Promise<void> {
    // The limit ends with the session that set it.
    this.#limits ??= await this.page.context().newCDPSession(this.page);
    const origin = new URL(this.page.url()).origin;
    const quota = quota_bytes === null ? {} : { quotaSize: quota_bytes };
    await this.#limits.send("Storage.overrideQuotaForOrigin", { origin, ...quota });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await ready(this.page);
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

/** A browser profile: what it stores outlives its windows and its process. */
export class Profile {
  readonly folder: string;
  readonly #url: string;
  #context: BrowserContext | null;

  private constructor(folder: string, url: string) {
    this.folder = folder;
    this.#url = url;
    this.#context = null;
  }

  static async create(url: string): Promise<Profile> {
    return new Profile(await newFolder(), url);
  }

  /** Opens a window, starting the browser if it does not run. */
  async window(query = ""): Promise<ReplicaWindow> {
    this.#context ??= await launch(this.folder);
    return openWindow(this.#context, `${this.#url}/${query}`);
  }

  async quit(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  /** Ends the browser with all its processes as a power cut would. */
  async kill(): Promise<void> {
    const pids = await processesOf(this.folder);
    for (const pid of pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It went with its parent.
      }
    }
    await this.#context?.close().catch(() => undefined);
    this.#context = null;
    // The lock of a browser that cannot remove it any more.
    await rm(path.join(this.folder, "SingletonLock"), { force: true });
  }

  async destroy(): Promise<void> {
    await this.quit();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Every byte that the browser keeps for this profile, file by file. */
  async *storedBytes(): AsyncGenerator<{ readonly path: string; readonly bytes: Buffer }> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((entry) => entry.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      yield { path: path.relative(this.folder, file), bytes: await readFile(file) };
    }
  }
}

/**
 * A browser that several tests use one after the other, each with an address of its own for the same app:
 * what a browser stores, it stores for an address. It writes to the disk as everybody's does; the contexts
 * that a browser throws away keep their files in another process, and are slower than a start.
 */
export class SharedBrowser {
  readonly #folder: string;
  readonly #context: BrowserContext;
  #addresses = 0;

  private constructor(folder: string, context: BrowserContext) {
    this.#folder = folder;
    this.#context = context;
  }

  static async launch(): Promise<SharedBrowser> {
    const folder = await newFolder();
    return new SharedBrowser(folder, await launch(folder));
  }

  /** What looks like a fresh profile to the app at the address. */
  newcomer(url: string): Newcomer {
    const address = new URL(url);
    address.hostname = `newcomer-${(this.#addresses += 1)}.localhost`;
    return new Newcomer(address.origin, this.#context);
  }

  async close(): Promise<void> {
    await this.#context.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Somebody who opens the app in a shared browser. */
export class Newcomer {
  readonly #url: string;
  readonly #context: BrowserContext;
  readonly #windows: ReplicaWindow[] = [];

  constructor(url: string, context: BrowserContext) {
    this.#url = url;
    this.#context = context;
  }

  async window(query = ""): Promise<ReplicaWindow> {
    const window = await openWindow(this.#context, `${this.#url}/${query}`);
    this.#windows.push(window);
    return window;
  }

  /** Closes all windows. */
  async leave(): Promise<void> {
    await Promise.all(this.#windows.map((window) => window.close()));
  }
}

function newFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), "healthops-profile-"));
}

async function openWindow(context: BrowserContext, address: string): Promise<ReplicaWindow> {
  const page = await context.newPage();
  await page.goto(address);
  await ready(page);
  return new ReplicaWindow(page);
}

function launch(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: findBrowser(),
    args: [...BROWSER_FLAGS],
  });
}

async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => "tested" in globalThis);
}

/** The browser's processes of that profile: those whose command line names its folder, and theirs. */
async function processesOf(folder: string): Promise<readonly number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: number[] = [];
  for (const pid of pids) {
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (line.includes(folder)) found.push(pid);
  }
  return found;
}
