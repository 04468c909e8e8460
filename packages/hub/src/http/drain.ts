import type { IncomingMessage } from "node:http";

/** Beyond this a sender is cut off rather than listened to. */
const DRAINED_MAX_bytes = 64 * 1024 * 1024;
const DRAIN_ms = 10_000;

/**
 * Reads the rest of a refused body and throws it away, so that a client that sends first and reads
 * afterwards gets to see the refusal instead of a broken connection. Resolves at the end of the body,
 * or when that would take too long.
 */
export function drain(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let drained_bytes = 0;
    const timer = setTimeout(done, DRAIN_ms);
    request.on("data", count);
    request.once("end", done);
    request.once("close", done);
    request.once("error", done);
    request.resume();

    function count(chunk: Buffer): void {
      drained_bytes += chunk.length;
      if (drained_bytes > DRAINED_MAX_bytes) done();
    }
    function done(): void {
      clearTimeout(timer);
      request.off("data", count);
      resolve();
    }
  });
}
