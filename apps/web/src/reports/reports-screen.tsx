import { TextInput } from "@mantine/core";
import { IconChevronRight, IconReportAnalytics, IconSearch } from "@tabler/icons-react";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useWebModules } from "@healthops/ui/modules/modules-provider.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useOfferedModules } from "@healthops/ui/modules/offered-modules";
import { Page } from "@healthops/ui/shell/page.tsx";
import { EmptyState } from "@healthops/ui/states/states.tsx";
import type { ReportGroup } from "./find-reports.ts";
import { matchingReports, reportsFor } from "./find-reports.ts";
import { REPORTS_TEXT } from "./reports-text.ts";
import classes from "./reports.module.css";

/** All reports that the person is offered, by module; what is searched for stands in the address. */
export function Screen() {
  const texts = useTexts(REPORTS_TEXT);
  const { language } = useLanguage();
  const person = useIdentity();
  const offered = useOfferedModules();
  const modules = useWebModules();
  const schema = useSchema();
  const [query, change] = useAddressQuery();
  const typed = query["find"] ?? "";
  const groups = matchingReports(reportsFor(person, offered, modules, schema), typed, language);
  return (
    <Page title={texts.reports}>
      <TextInput
        className={classes["find"] ?? ""}
        aria-label={texts.search}
        placeholder={texts.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          const text = event.currentTarget.value;
          change({ find: text === "" ? null : text });
        }}
      />
      {groups.length === 0 ? (
        <div className="ho-card">
          <EmptyState title={texts.none} text={texts.noneText} />
        </div>
      ) : (
        groups.map((group) => <Group key={group.name} group={group} />)
      )}
      <p className={classes["foot"]}>{texts.kept}</p>
    </Page>
  );
}

function Group({ group: { name, title, reports } }: { readonly group: ReportGroup }) {
  const say = useLabel();
  const id = `reports-${name}`;
  return (
    <section className={classes["group"]} aria-labelledby={id}>
      <h2 id={id}>{say(title)}</h2>
      <ul>
        {reports.map(({ href, report }) => (
          <li key={href}>
            <AppLink href={href} className="ho-card">
              <IconReportAnalytics size={22} stroke={1.5} aria-hidden />
              <span>
                <strong>{say(report.title)}</strong>
                <small>{say(report.description)}</small>
              </span>
              <IconChevronRight size={16} stroke={1.7} aria-hidden />
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
