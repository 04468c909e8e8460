import type { Screen } from "./screens.ts";

const INTRODUCTION = `# Screens

Every screen of the app with the demo organisation, at a desk (1280 × 800) and on a phone (390 × 844).
\`node tests/e2e/web/screens/take-screens.ts\` takes them all anew.
`;

/** The page that shows the pictures, a table for each area. */
export function screensPage(screens: readonly Screen[]): string {
  const areas = [...new Set(screens.map(({ area }) => area))];
  const tables = areas.map((area) => {
    const rows = screens.filter((screen) => screen.area === area).map(row);
    return [`## ${area}`, "", "| | at a desk | on a phone |", "| --- | --- | --- |", ...rows].join(
      "\n",
    );
  });
  return `${[INTRODUCTION, ...tables].join("\n\n").replaceAll("\n\n\n", "\n\n")}\n`;
}

function row({ name, caption }: Screen): string {
  const picture = (device: string, width: number): string =>
    `<img src="${name}-${device}.png" width="${width}" alt="${caption}, ${device}">`;
  return `| ${caption} | ${picture("desktop", 560)} | ${picture("phone", 190)} |`;
}
