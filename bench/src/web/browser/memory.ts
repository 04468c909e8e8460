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
