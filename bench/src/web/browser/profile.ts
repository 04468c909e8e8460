import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { askWorker } from "./memory.ts";

interface Profile {
  readonly profile: object;
}

/** Writes what the window and its worker do meanwhile as two CPU profiles into the folder. */
export async function profiled(
  page: Page,
  folder: string,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const worker = await askWorker(session);
  await Promise.all([session.send("Profiler.enable"), worker("Profiler.enable")]);
  await Promise.all([session.send("Profiler.start"), worker("Profiler.start")]);
  await work();
  const window = await session.send("Profiler.stop");
  const ofWorker = await worker<Profile>("Profiler.stop");
  await session.detach();
  mkdirSync(folder, { recursive: true });
  const write = (part: string, { profile }: Profile): void =>
    writeFileSync(join(folder, `web-${name}-${part}.cpuprofile`), JSON.stringify(profile));
  write("window", window);
  write("worker", ofWorker);
}
