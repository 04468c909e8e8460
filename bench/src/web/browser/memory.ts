import { readdirSync, readFileSync } from "node:fs";
import { present } from "@healthops/base/assert";
import type { CDPSession, Page } from "playwright-core";

/** Bytes in use after a garbage collection. */
export interface Heaps {
  /** Objects of JavaScript in the window. */
  readonly page: number;
  readonly worker: number;
  /** Memory of the worker outside of its heap: SQLite's, with its cache. */
  readonly workerBuffers: number;
}

interface Usage {
  readonly usedSize: number;
  readonly backingStorageSize?: number;
}

/** What the window and its worker hold. */
export async function heapsOf(page: Page): Promise<Heaps> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const ofPage = (await session.send("Runtime.getHeapUsage")) as Usage;
  const ask = await askWorker(session);
  await ask("HeapProfiler.enable");
  await ask("HeapProfiler.collectGarbage");
  const ofWorker = await ask<Usage>("Runtime.getHeapUsage");
  await session.detach();
  return {
    page: ofPage.usedSize,
    worker: ofWorker.usedSize,
    workerBuffers: ofWorker.backingStorageSize ?? 0,
  };
}

/** A way to talk to the page's worker, through the page. */
export async function askWorker(
  session: CDPSession,
): Promise<<T>(method: string, params?: object) => Promise<T>> {
  const waiting = new Map<number, (result: unknown) => void>();
  let calls = 0;
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  const attached = new Promise<string>((resolve) => {
    session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (targetInfo.type === "worker") resolve(sessionId);
    });
  });
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await attached;
  return async <T>(method: string, params: object = {}): Promise<T> => {
    const id = ++calls;
    const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve));
    await session.send("Target.sendMessageToTarget", {
      sessionId,
      message: JSON.stringify({ id, method, params }),
    });
    return (await answer) as T;
  };
}

/** Resident memory of the process that draws the pages of a profile, bytes; null where that cannot be seen. */
export function rendererMemory(profile: string): number | null {
  if (process.platform !== "linux") return null;
  const sizes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => (isRendererOf(pid, profile) ? [residentBytes(pid)] : []));
  return sizes.length === 0 ? null : Math.max(...sizes);
}

function isRendererOf(pid: string, profile: string): boolean {
  const command = fileOf(pid, "cmdline");
  if (!command.includes("--type=renderer")) return false;
  // The zygotes stand between the browser and its renderers.
  for (let one = parentOf(pid); one !== "0" && one !== "1"; one = parentOf(one)) {
    if (fileOf(one, "cmdline").includes(`--user-data-dir=${profile}`)) return true;
  }
  return false;
}

function parentOf(pid: string): string {
  return /^PPid:\s+(\d+)/m.exec(fileOf(pid, "status"))?.[1] ?? "0";
}

function residentBytes(pid: string): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(fileOf(pid, "status")) ?? [];
  return Number(present(kilobytes, "a process says its size")) * 1024;
}

/** Empty when the process has ended meanwhile. */
function fileOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
