/** A way for messages to another context, in order: a worker, a message channel, a WebSocket. */
export interface Port {
  /** Sends plain data, as JSON could carry it. */
  post(message: unknown): void;
  /** Calls for each message from now on; one listener a port. */
  onMessage(listener: (message: unknown) => void): void;
  /** Calls once when the other side is gone and answers no more. */
  onClose(listener: () => void): void;
  close(): void;
}

/** What workers, message ports and the global scope of a worker have alike. */
export interface Endpoint {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  removeEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * A port over a worker, a message port or a worker's own scope. Closing only stops listening; `gone`
 * is how the owner of the endpoint tells that the other side died, because endpoints do not.
 */
export function endpointPort(endpoint: Endpoint): Port & { gone(): void } {
  const stops: (() => void)[] = [];
  const closed = new Set<() => void>();
  return {
    // Only windows are addressed by origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    post: (message) => endpoint.postMessage(message),
    onMessage(listener) {
      const heard = (event: { readonly data: unknown }): void => listener(event.data);
      endpoint.addEventListener("message", heard);
      stops.push(() => endpoint.removeEventListener("message", heard));
    },
    onClose: (listener) => void closed.add(listener),
    close: () => stops.splice(0).forEach((stop) => stop()),
    gone() {
      for (const listener of closed) listener();
      closed.clear();
    },
  };
}
