import type { Locator, Page } from "playwright-core";

/** More stops than this nobody goes through. */
const STOPS_MAX = 90;

/** What has the focus: how it is named, whether one sees that it has it. */
interface Focused {
  readonly name: string;
  readonly visible: boolean;
}

const FOCUSED = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return { name: "nothing", visible: false };
  const marked = (of) => {
    const style = getComputedStyle(of);
    return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") ||
      style.boxShadow !== "none";
  };
  const name = at.tagName + " " + (at.getAttribute("aria-label") ?? at.textContent ?? "").slice(0, 60);
  const input = at.matches("input:not([type=radio], [type=checkbox]), textarea, select");
  // Fields colour their border; a choice of several marks the label beside its hidden input.
  const label = at.nextElementSibling;
  const visible = marked(at) || input || (label !== null && marked(label));
  return { name, visible };
})()`;

/** A person who works by keyboard alone. */
export class Keyboard {
  readonly #page: Page;
  /** Stops where one could not see where the focus is. */
  readonly unseen: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  /** Tabs to it; throws when it is not reached. */
  async tabTo(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await target.waitFor();
    const seen: string[] = [];
    for (let stop = 0; stop < STOPS_MAX; stop++) {
      if (await target.evaluate((it) => it === it.ownerDocument.activeElement)) return;
      await this.#page.keyboard.press(key);
      const { name, visible } = await this.#page.evaluate<Focused>(FOCUSED);
      seen.push(name);
      if (!visible && name !== "nothing") this.unseen.push(name);
    }
    throw new Error(`not reached by ${key}: ${String(target)}; stops: ${seen.join(" | ")}`);
  }

  /** Tabs to it and presses Enter. */
  async push(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.#page.keyboard.press("Enter");
  }

  /** Finds a command by its name in the palette and runs it. */
  async command(name: string): Promise<void> {
    await this.#page.keyboard.press("Control+k");
    const palette = this.#page.getByRole("dialog", { name: "Commands" });
    await palette.waitFor();
    await this.#page.keyboard.type(name);
    await palette.getByText(name, { exact: true }).first().waitFor();
    await this.#page.keyboard.press("ArrowDown");
    await this.#page.keyboard.press("Enter");
    await palette.waitFor({ state: "detached" });
  }
}
