import type { Line } from "../../report/line.ts";
import { heapsOf } from "../browser/memory.ts";
import { rendererOf } from "../browser/renderer.ts";
import { openList } from "../world/open-list.ts";
import type { WebCase } from "./web-case.ts";

const MB = 1_000_000;

/** What a window with the long list costs. */
export const memory: WebCase = {
  name: "memory",
  title: "memory of a window with the long list",
  async run(world) {
    const browser = await openList(world);
    world.progress("memory");
    await browser.page.mouse.move(500, 400);
    await browser.page.mouse.wheel(0, 20_000);
    const { page, worker, workerBuffers } = await heapsOf(browser.page);
    const renderer = rendererOf(browser.profile);
    return [
      line("heap of the window", page),
      line("heap of the worker", worker),
      line("buffers of the worker, SQLite's among them", workerBuffers),
      ...(renderer === null ? [] : [line("process of both, resident", renderer.resident_bytes)]),
    ];
  },
};

function line(what: string, bytes: number): Line {
  return { what, unit: "MB", better: "lower", rounds: [bytes / MB] };
}
