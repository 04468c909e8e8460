import type { AccessHandle } from "./access-handle.ts";
import { accessHandles } from "./access-handle.ts";

/** The journal is flushed twice before the first page of the database is overwritten. */
const FLUSHES_BEFORE = 2;
const WRITES_BEFORE = 3;

/**
 * From the moment that the channel says so, the worker stops for ever in the middle of its next
 * commit: the journal is complete, the database half written.
 */
export function hangInCommit(): void {
  const prototype = accessHandles();
  const { write, flush } = prototype;
  const channel = new BroadcastChannel("tests");
  let flushes = Number.NaN;
  let writes = 0;
  channel.addEventListener("message", ({ data }) => {
    if (data === "hang") flushes = 0;
  });
  prototype.flush = function (this: AccessHandle) {
    flush.call(this);
    flushes += 1;
  };
  prototype.write = function (this: AccessHandle, bytes, options) {
    if (flushes >= FLUSHES_BEFORE) writes += 1;
    if (writes > WRITES_BEFORE) for (;;);
    return write.call(this, bytes, options);
  };
}
