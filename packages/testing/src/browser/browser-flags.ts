/**
 * What the driver would turn off by itself, were this not the last word (of several lists the browser takes
 * the last), and the suggestions below the address bar: they are pages in a process of their own, whose
 * start took as long as everything else of a browser's.
 */
const FEATURES_OFF: readonly string[] = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxPopup",
];

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
  `--disable-features=${FEATURES_OFF.join(",")}`,
];
