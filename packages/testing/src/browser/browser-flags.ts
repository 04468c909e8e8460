/**
 * What tests start Chromium with: no window, no sandbox (containers have none for root), and none of
 * the talking to the network that a browser does by itself.
 */
export const BROWSER_FLAGS: readonly string[] = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
