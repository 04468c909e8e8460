import type { PendingGroup } from "@healthops/replica/outbox/pending-groups";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { groupWords } from "@healthops/ui/reports/group-text";
import type { GroupBy } from "@healthops/ui/calendar/period";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import type { ReportSection, ReportTable } from "@healthops/ui/reports/report";
import { useGroupFilter } from "@healthops/ui/reports/use-choice-filter.tsx";
import { usePeriodFilter } from "@healthops/ui/reports/use-period-filter.tsx";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { failureText } from "@healthops/ui/states/problem-text";
import { useMemo } from "react";
import { REPORTS_TEXT } from "./reports-text.ts";
import type { SyncFacts } from "./sync-facts.ts";
import { syncFacts } from "./sync-facts.ts";
import { SYNC_REPORT_TEXT } from "./sync-text.ts";

/** What was changed in two places, and what did not reach the hub. */
export function Report() {
  const texts = useTexts(SYNC_REPORT_TEXT);
  const reports = useTexts(REPORTS_TEXT);
  const period = usePeriodFilter("last_12_months");
  const group = useGroupFilter("month");
  const { range } = period;
  const schema = useSchema();
  const facts = useReportRun({
    key: `${range.from} ${range.to} ${group.by}`,
    // What waits can be of any kind.
    collections: [...schema.collections.keys()],
    run: ({ reader }) => syncFacts(reader, range, group.by),
  });
  const words = useWords(group.by);
  const content = useMemo(
    () => mapReport(facts, (known) => sectionsOf(known, words)),
    [facts, words],
  );
  return (
    <ReportPage
      title={reports.sync}
      filters={[period.filter, group.filter]}
      content={content}
      notes={texts.notes}
      empty={texts.empty}
    />
  );
}

interface Words {
  readonly texts: typeof SYNC_REPORT_TEXT.en;
  periodOf(from: string): string;
  kindOf(collection: string): string;
  reasonOf(group: PendingGroup): string;
}

function useWords(by: GroupBy): Words {
  const texts = useTexts(SYNC_REPORT_TEXT);
  const kit = useText();
  const formats = useFormats();
  const say = useLabel();
  const schema = useSchema();
  return useMemo(
    () => ({
      texts,
      periodOf: (from) => groupWords(from, by, formats),
      kindOf: (collection) => {
        const title = schema.collections.get(collection)?.title.many;
        return title === undefined ? collection : say(title);
      },
      reasonOf: ({ changes }) => {
        const refusal = changes.find((change) => change.refusal !== null)?.refusal ?? null;
        return refusal === null ? "" : failureText(refusal, kit);
      },
    }),
    [texts, kit, formats, say, schema, by],
  );
}

function sectionsOf(facts: SyncFacts, words: Words): readonly ReportSection[] {
  const { periods, kinds, unsent } = facts;
  const { texts, periodOf } = words;
  const [open, resolved] = [sumOf(kinds, "open"), sumOf(kinds, "resolved")];
  const refused = unsent.filter(({ state }) => state === "rejected").length;
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.counted, value: open + resolved, unit: null },
        { name: texts.open, value: open, unit: null },
        { name: texts.waitingNow, value: unsent.length - refused, unit: null },
        { name: texts.refusedNow, value: refused, unit: null },
      ],
    },
    {
      kind: "chart",
      name: "time",
      title: texts.chart,
      axis: texts.period,
      categories: periods.map(({ from }) => periodOf(from)),
      series: [
        {
          name: texts.resolved,
          values: periods.map((count) => (open + resolved === 0 ? null : count.resolved)),
          stacked: true,
          color: 0,
        },
        {
          name: texts.open,
          values: periods.map((count) => (open + resolved === 0 ? null : count.open)),
          stacked: true,
          color: 1,
        },
      ],
      unit: null,
    },
    kindsTable(facts, words),
    unsentTable(facts, words),
  ];
}

function kindsTable({ kinds }: SyncFacts, { texts, kindOf }: Words): ReportTable {
  const open = sumOf(kinds, "open");
  const resolved = sumOf(kinds, "resolved");
  return {
    kind: "table",
    name: "kinds",
    title: texts.byKind,
    columns: [
      { name: "kind", title: texts.kind },
      { name: "open", title: texts.open, kind: "number" },
      { name: "resolved", title: texts.resolved, kind: "number" },
      { name: "all", title: texts.records, kind: "number" },
      { name: "share", title: texts.share, kind: "number", decimals: 1 },
    ],
    rows: kinds.map((kind) => ({
      id: kind.collection,
      cells: [
        kindOf(kind.collection),
        kind.open,
        kind.resolved,
        kind.open + kind.resolved,
        (kind.resolved / (kind.open + kind.resolved)) * 100,
      ],
    })),
    totals: [
      texts.conflicts,
      open,
      resolved,
      open + resolved,
      open + resolved === 0 ? null : (resolved / (open + resolved)) * 100,
    ],
  };
}

function unsentTable({ unsent }: SyncFacts, { texts, kindOf, reasonOf }: Words): ReportTable {
  return {
    kind: "table",
    name: "unsent",
    title: texts.unsent,
    columns: [
      { name: "when", title: texts.when, kind: "moment" },
      { name: "what", title: texts.what },
      { name: "state", title: texts.state },
      { name: "why", title: texts.why },
    ],
    rows: unsent.map((group) => ({
      id: String(group.group),
      href: group.state === "rejected" ? "/rejected" : "/sync",
      ...(group.state === "rejected" ? { tone: "bad" as const } : {}),
      cells: [
        new Date(group.deviceTime_ms).toISOString(),
        [...new Set(group.changes.map(({ collection }) => kindOf(collection)))].join(", "),
        texts[group.state],
        reasonOf(group),
      ],
    })),
  };
}

function sumOf(kinds: SyncFacts["kinds"], of: "open" | "resolved"): number {
  return kinds.reduce((total, count) => total + count[of], 0);
}
