/** A host as a `Host` header may name it; anything else must not reach a header of ours. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The content security policy of the web app's pages: programs come from this hub only, none of them
 * inline, and they may ask this hub only. `wasm-unsafe-eval` lets SQLite's WebAssembly compile and
 * nothing else; inline styles are how the component library places its elements.
 */
export function appPolicy(host: string): string {
  // older browsers do not count web sockets of the same host as 'self'
  const sockets = HOST.test(host) ? ` ws://${host} wss://${host}` : "";
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    `connect-src 'self'${sockets}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
