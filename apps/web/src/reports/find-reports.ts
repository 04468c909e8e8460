import { foldLetters } from "@healthops/base/fold-letters";
import type { Person } from "@healthops/ui/data/identity.tsx";
import type { Label } from "@healthops/schema/field";
import type { Schema } from "@healthops/schema/schema";
import type { ModuleReport, WebModule } from "@healthops/ui/modules/web-module";
import { reportPath } from "./report-path.ts";

/** A report as the list offers it. */
export interface OfferedReport {
  readonly href: string;
  readonly report: ModuleReport;
}

export interface ReportGroup {
  /** The module's name. */
  readonly name: string;
  readonly title: Label;
  readonly reports: readonly OfferedReport[];
}

/** All reports that a person is offered, by module: of those modules that they are offered. */
export function reportsFor(
  person: Person,
  offered: ReadonlySet<string>,
  modules: readonly WebModule[],
  schema: Schema,
): readonly ReportGroup[] {
  return modules
    .filter(({ name }) => offered.has(name))
    .map(({ name, title, reports = [] }): ReportGroup => {
      const declared = schema.modules.find((module) => module.name === name)?.title;
      const offered = reports.filter((report) => report.offeredTo?.(person) ?? true);
      return {
        name,
        title: title ?? declared ?? { en: name, tr: name },
        reports: offered.map((report) => ({ href: reportPath(name, report.name), report })),
      };
    })
    .filter(({ reports }) => reports.length > 0);
}

/** The groups with the reports whose title or description has every word; I and İ are alike. */
export function matchingReports(
  groups: readonly ReportGroup[],
  typed: string,
  language: keyof Label,
): readonly ReportGroup[] {
  const words = foldLetters(typed).split(/\s+/u);
  return groups
    .map((group) => ({
      ...group,
      reports: group.reports.filter(({ report: { title, description } }) => {
        const text = foldLetters(
          `${group.title[language]} ${title[language]} ${description[language]}`,
        );
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ reports }) => reports.length > 0);
}
