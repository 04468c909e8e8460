import type { AccessHandle } from "./access-handle.ts";
import { accessHandles } from "./access-handle.ts";

/**
 * While the channel says `full`, the disk takes the first half of what is written; `free` ends that.
 * Answers `heard`: calls travel another way, and may be there before.
 */
export function fillDisk(): void {
  const prototype = accessHandles();
  const { write } = prototype;
  const channel = new BroadcastChannel("tests");
  let full = false;
  channel.addEventListener("message", ({ data }) => {
    if (data !== "full" && data !== "free") return;
    full = data === "full";
    // A channel has no target; the rule takes it for a window.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    channel.postMessage("heard");
  });
  prototype.write = function (this: AccessHandle, bytes, options) {
    const taken = full ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
    return write.call(this, taken, options);
  };
}
