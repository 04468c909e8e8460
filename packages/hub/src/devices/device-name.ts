const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/\bHealthOps[ /-]?(?:cli|desktop)?\b/i, "HealthOps"],
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bVersion\/[\d.]+ .*Safari\//, "Safari"],
  [/\bpython-requests\//i, "Python"],
  [/^node\b|\bNode\.js\b|\bundici\b/i, "Node.js"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/i, "Windows"],
  [/\bMac OS X\b|\bmacOS\b|\bdarwin\b/i, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/i, "Linux"],
];

/**
 * What people call a device, out of its `User-Agent`: `Chrome · Windows`. Null when neither program
 * nor system is known.
 */
export function deviceName(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const parts = [PROGRAMS, SYSTEMS].flatMap(
    (known) => known.find(([pattern]) => pattern.test(userAgent))?.[1] ?? [],
  );
  return parts.length === 0 ? null : parts.join(" · ");
}
