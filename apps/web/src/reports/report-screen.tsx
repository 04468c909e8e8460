import { useParams } from "@tanstack/react-router";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useWebModules } from "@healthops/ui/modules/modules-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useOfferedModules } from "@healthops/ui/modules/offered-modules";
import { Page } from "@healthops/ui/shell/page.tsx";
import { EmptyState, LoadingState } from "@healthops/ui/states/states.tsx";
import type { ModuleReport } from "@healthops/ui/modules/web-module";
import type { ComponentType } from "react";
import { lazy, Suspense } from "react";
import { reportsFor } from "./find-reports.ts";
import { REPORTS_PATH, reportPath } from "./report-path.ts";
import { REPORTS_TEXT } from "./reports-text.ts";

/** The report that the address names, if the person is offered it. */
export function Screen() {
  const { module = "", name = "" } = useParams({ strict: false });
  const person = useIdentity();
  const offered = useOfferedModules();
  const modules = useWebModules();
  const schema = useSchema();
  const href = reportPath(module, name);
  const found = reportsFor(person, offered, modules, schema)
    .flatMap(({ reports }) => reports)
    .find((offered) => offered.href === href);
  if (found === undefined) return <UnknownReport />;
  const Report = loadedReport(found.report);
  return (
    <Suspense fallback={<LoadingState lines={10} />}>
      <Report key={href} />
    </Suspense>
  );
}

const loaded = new WeakMap<ModuleReport, ComponentType>();

/** One component a report: another one would forget what the screen holds. */
function loadedReport(report: ModuleReport): ComponentType {
  let component = loaded.get(report);
  if (component === undefined) {
    component = lazy(async () => ({ default: (await report.load()).Report }));
    loaded.set(report, component);
  }
  return component;
}

function UnknownReport() {
  const texts = useTexts(REPORTS_TEXT);
  return (
    <Page title={texts.reports}>
      <div className="ho-card">
        <EmptyState
          title={texts.unknown}
          text={texts.unknownText}
          action={<AppLink href={REPORTS_PATH}>{texts.toReports}</AppLink>}
        />
      </div>
    </Page>
  );
}
