import { Button, Progress } from "@mantine/core";
import { IconFileSpreadsheet, IconInfoCircle, IconPrinter } from "@tabler/icons-react";
import { useMemo } from "react";
import { useFormats, useTexts } from "../i18n/language-provider.tsx";
import { Page } from "../shell/page.tsx";
import { EmptyList } from "../states/empty-list.tsx";
import { ErrorState, LoadingState } from "../states/states.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { MadeFrom } from "./made-from.tsx";
import { ReportChartView } from "./report-chart.tsx";
import type { ReportFilter } from "./report-filter.ts";
import { FiguresView } from "./report-figures.tsx";
import { ReportTableView } from "./report-table.tsx";
import { REPORT_TEXT } from "./report-text.ts";
import type { ReportAbout, ReportSection, ReportTable } from "./report.ts";
import { hasContent } from "./report.ts";
import { aboutSheets, fileName, fileSheet } from "./table-file.ts";
import { useLightPaper } from "./use-is-printing.ts";
import type { ReportState } from "./use-report-run.ts";
import classes from "./report.module.css";

export interface ReportPageProps {
  readonly title: string;
  readonly filters: readonly ReportFilter[];
  readonly content: ReportState<readonly ReportSection[]>;
  /** How the numbers come about: rules and rounding, below the tables. */
  readonly notes?: readonly string[];
  /** What the numbers leave out: said above them, on paper and in files. */
  readonly caveat?: string | null;
  /** What to say where there is nothing to report; default: that other filters may help. */
  readonly empty?: { readonly title: string; readonly text: string };
  /** For wide tables: the page lies on its side. */
  readonly wide?: boolean;
}

/** A report: filters that stand in the address, charts and tables, ways to print it and to take it along. */
export function ReportPage({
  title,
  filters,
  content,
  notes = [],
  caveat = null,
  empty,
  wide = false,
}: ReportPageProps) {
  const texts = useTexts(REPORT_TEXT);
  useLightPaper();
  const about = useMemo(
    (): ReportAbout => ({ parts: [title, ...filters.map(({ words }) => words)], caveat }),
    [title, filters, caveat],
  );
  const sections = content.state === "ready" ? content.value : [];
  const usable = content.state === "ready" && !content.updating && hasContent(sections);
  return (
    <div className={classes["report"]} data-wide={wide ? "" : undefined}>
      <Page
        title={title}
        actions={
          <>
            <ExportAll sections={sections} about={about} disabled={!usable} />
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} stroke={1.7} />}
              disabled={!usable}
              onClick={() => print(about.parts)}
            >
              {texts.print}
            </Button>
          </>
        }
      >
        <PaperHead filters={filters} />
        <div className={classes["filters"]} role="group" aria-label={texts.filters}>
          {filters.map(({ name, input }) => (
            <div key={name} className={classes["filter"]}>
              {input}
            </div>
          ))}
        </div>
        {caveat === null ? null : (
          <p className={classes["caveat"]} role="note">
            <IconInfoCircle size={17} stroke={1.7} aria-hidden />
            <span>{caveat}</span>
          </p>
        )}
        <Content content={content} about={about} wide={wide} empty={empty} />
        {notes.length === 0 ? null : (
          <section className={classes["notes"]} aria-labelledby="report-notes">
            <h2 id="report-notes">{texts.notes}</h2>
            <ul>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </section>
        )}
        <MadeFrom />
      </Page>
    </div>
  );
}

interface ContentProps {
  readonly content: ReportState<readonly ReportSection[]>;
  readonly about: ReportAbout;
  readonly wide: boolean;
  readonly empty: ReportPageProps["empty"];
}

function Content({ content, about, wide, empty }: ContentProps) {
  const texts = useTexts(REPORT_TEXT);
  if (content.state === "failed") return <ErrorState error={content.error} />;
  if (content.state === "loading") {
    const percent = Math.round(content.done * 100);
    return (
      <div className={`ho-card ${classes["section"]}`}>
        <p className={classes["quiet"]} role="status">
          {percent === 0 ? texts.reading : texts.computing(percent)}
        </p>
        <Progress value={percent} aria-label={texts.computing(percent)} />
        <LoadingState lines={8} />
      </div>
    );
  }
  if (!hasContent(content.value) && !content.updating) {
    return (
      <div className="ho-card">
        <EmptyList title={empty?.title ?? texts.emptyTitle} text={empty?.text ?? texts.emptyText} />
      </div>
    );
  }
  return (
    <div className={classes["sections"]} aria-busy={content.updating}>
      {content.value.map((section) => {
        switch (section.kind) {
          case "figures":
            return <FiguresView key={section.name} figures={section} />;
          case "chart":
            return <ReportChartView key={section.name} chart={section} wide={wide} />;
          case "table":
            return <ReportTableView key={section.name} table={section} about={about} />;
        }
      })}
      <p className={classes["updating"]} role="status">
        {content.updating ? texts.stillComputing : ""}
      </p>
    </div>
  );
}

/** On paper the filters are words, and the day is named on which it was made. */
function PaperHead({ filters }: { readonly filters: readonly ReportFilter[] }) {
  const texts = useTexts(REPORT_TEXT);
  const formats = useFormats();
  return (
    <p className={classes["paperhead"]}>
      <span>{filters.map(({ label, words }) => `${label}: ${words}`).join(" · ")}</span>
      <span>{texts.madeAt(formats.moment(Date.now()))}</span>
    </p>
  );
}

interface ExportAllProps {
  readonly sections: readonly ReportSection[];
  readonly about: ReportAbout;
  readonly disabled: boolean;
}

/** All tables as the sheets of one file. */
function ExportAll({ sections, about, disabled }: ExportAllProps) {
  const texts = useTexts(REPORT_TEXT);
  const announce = useAnnounce();
  const tables = sections.filter((section): section is ReportTable => section.kind === "table");
  const save = async (): Promise<void> => {
    const { xlsxBlob } = await import("../files/write-xlsx.ts");
    const { saveFile } = await import("../files/save-file.ts");
    const sheets = [...tables.map(fileSheet), ...aboutSheets(about, texts)];
    saveFile(await xlsxBlob({ sheets }), fileName(about.parts, "xlsx"));
  };
  return (
    <Button
      variant="default"
      leftSection={<IconFileSpreadsheet size={16} stroke={1.7} />}
      disabled={disabled || tables.length === 0}
      onClick={() => save().catch(announce.failed)}
    >
      {texts.everything}
    </Button>
  );
}

/** The title becomes the name of the file when somebody prints to PDF. */
function print(parts: readonly string[]): void {
  const title = document.title;
  document.title = parts.join(" ");
  window.print();
  document.title = title;
}
