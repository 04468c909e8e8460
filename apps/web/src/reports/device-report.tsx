import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useChoiceFilter } from "@healthops/ui/reports/use-choice-filter.tsx";
import { ReportPage } from "@healthops/ui/reports/report-page.tsx";
import type { ReportSection } from "@healthops/ui/reports/report";
import { mapReport, useReportRun } from "@healthops/ui/reports/use-report-run";
import { useMemo } from "react";
import { listPath } from "../addresses/places.ts";
import type { CollectionFacts } from "./device-facts.ts";
import { deviceFacts } from "./device-facts.ts";
import { DEVICE_TEXT } from "./device-text.ts";
import { REPORTS_TEXT } from "./reports-text.ts";

/** Bars that a chart has room for. */
const BARS_MAX = 12;

/** What this device holds: how many records of each kind, how new, and what waits. */
export function Report() {
  const texts = useTexts(DEVICE_TEXT);
  const reports = useTexts(REPORTS_TEXT);
  const say = useLabel();
  const schema = useSchema();
  const { value: part, filter } = useChoiceFilter("part", texts.part, [
    { value: "", label: reports.everything },
    ...schema.modules.map(({ name, title }) => ({ value: name, label: say(title) })),
  ]);
  const facts = useReportRun({
    key: "device",
    collections: [...schema.collections.keys()],
    run: (run) => deviceFacts(run, schema),
  });
  const content = useMemo(() => {
    const nameOf = (collection: string): string => {
      const title = schema.collections.get(collection)?.title.many;
      return title === undefined ? collection : say(title);
    };
    const partOf = (module: string): string => {
      const title = schema.modules.find(({ name }) => name === module)?.title;
      return title === undefined ? module : say(title);
    };
    const chosen = (all: readonly CollectionFacts[]): readonly CollectionFacts[] =>
      all.filter(({ module }) => part === "" || module === part);
    return mapReport(facts, (all) => sectionsOf(chosen(all), { texts, nameOf, partOf }));
  }, [facts, part, schema, say, texts]);
  return (
    <ReportPage title={reports.device} filters={[filter]} content={content} notes={texts.notes} />
  );
}

interface Words {
  readonly texts: typeof DEVICE_TEXT.en;
  nameOf(collection: string): string;
  partOf(module: string): string;
}

function sectionsOf(
  facts: readonly CollectionFacts[],
  { texts, nameOf, partOf }: Words,
): readonly ReportSection[] {
  const held = facts.filter(({ records }) => records > 0).toSorted((a, b) => b.records - a.records);
  const all = held.reduce((sum, { records }) => sum + records, 0);
  const most = held.slice(0, BARS_MAX);
  return [
    {
      kind: "figures",
      name: "all",
      figures: [
        { name: texts.all, value: all, unit: null },
        { name: texts.kinds, value: held.length, unit: null },
        {
          name: texts.unsent,
          value: facts.reduce((sum, { unsent }) => sum + unsent, 0),
          unit: null,
        },
      ],
    },
    {
      kind: "chart",
      name: "kinds",
      title: texts.chart,
      axis: texts.kind,
      categories: most.map(({ collection }) => nameOf(collection)),
      series: [{ name: texts.records, values: most.map(({ records }) => records) }],
      unit: null,
      lying: true,
    },
    {
      kind: "table",
      name: "kinds",
      title: texts.byKind,
      columns: [
        { name: "kind", title: texts.kind },
        { name: "part", title: texts.part },
        { name: "records", title: texts.records, kind: "number" },
        { name: "share", title: texts.share, kind: "number", decimals: 1 },
        { name: "unsent", title: texts.unsent, kind: "number" },
        { name: "newest", title: texts.newest, kind: "moment" },
      ],
      rows: held.map(({ collection, module, records, unsent, newest_ms }) => ({
        id: collection,
        href: listPath(collection),
        cells: [
          nameOf(collection),
          partOf(module),
          records,
          (records / all) * 100,
          unsent,
          newest_ms === null ? null : new Date(newest_ms).toISOString(),
        ],
      })),
      totals: [texts.all, null, all, 100, held.reduce((sum, { unsent }) => sum + unsent, 0), null],
    },
  ];
}
