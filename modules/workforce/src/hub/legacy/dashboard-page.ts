import type { RegionTotals } from "./region-totals.ts";

/** The page's only style; its policy allows nothing else. */
export const DASHBOARD_STYLE = `
:root { color-scheme: light dark; --line: #8884; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.3rem; margin: 0 0 .25rem; }
p { margin: 0 0 1.5rem; opacity: .75; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .45rem .75rem; border-bottom: 1px solid var(--line); text-align: left; }
th.n, td.n { text-align: right; }
tfoot td { font-weight: 600; border-bottom: 0; }
`;

const COLUMNS = [
  { title: "Region", of: (one: RegionTotals) => one.region },
  { title: "Employees", of: (one: RegionTotals) => one.employees },
  { title: "Timesheets", of: (one: RegionTotals) => one.timesheets },
  { title: "Vehicles", of: (one: RegionTotals) => one.vehicles },
  { title: "Drivers", of: (one: RegionTotals) => one.drivers },
  { title: "Last entry", of: (one: RegionTotals) => one.last_entry ?? "none" },
  { title: "Last sync (UTC)", of: (one: RegionTotals) => moment(one.last_sync) },
] as const;

/** The regions as a page that any browser shows. */
export function dashboardPage(
  totals: readonly RegionTotals[],
  sum: Readonly<Record<string, number>>,
  now: string,
): string {
  const head = COLUMNS.map(({ title }, at) => `<th scope="col"${right(at)}>${title}</th>`).join("");
  const rows = totals.map(
    (one) => `<tr>${COLUMNS.map(({ of }, at) => cell(at, escaped(String(of(one))))).join("")}</tr>`,
  );
  const sums = [
    "All regions",
    sum["employees"],
    sum["timesheets"],
    sum["vehicles"],
    sum["drivers"],
  ];
  const foot = [...sums, "", ""].map((value, at) => cell(at, String(value ?? ""))).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Regions · HealthOps</title>
<style>${DASHBOARD_STYLE}</style>
</head>
<body>
<main>
<h1>Regions</h1>
<p>As of ${escaped(moment(now))} UTC.</p>
<div class="scroll">
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
<tfoot><tr>${foot}</tr></tfoot>
</table>
</div>
</main>
</body>
</html>
`;
}

function cell(at: number, text: string): string {
  return `<td${right(at)}>${text}</td>`;
}

function right(at: number): string {
  return at >= 1 && at <= 4 ? ' class="n"' : "";
}

function moment(text: string | null): string {
  return text === null ? "never" : text.slice(0, 16).replace("T", " ");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
