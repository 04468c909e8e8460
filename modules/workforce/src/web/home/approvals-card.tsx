import { useList } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReferenceText } from "@healthops/ui/values/reference-text.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { monthName } from "../../rules/month-name.ts";
import { periodContent } from "../timesheets/records.ts";
import classes from "../today/today.module.css";
import { TODAY_TEXT } from "../today/today-text.ts";

const SHOWN = 8;

/** Months that wait for the manager; nothing while none does. */
export function Card() {
  const texts = useTexts(TODAY_TEXT);
  const formats = useFormats();
  const { language } = useLanguage();
  const { role } = useIdentity();
  const waiting = useList("periods", {
    where: { field: "state", op: "eq", value: "submitted" },
    sort: [["month", "asc"]],
    limit: SHOWN,
  });
  const records = valueOr(waiting, null)?.records ?? [];
  if (records.length === 0) return null;
  return (
    <section className={`ho-card ${classes["card"] ?? ""}`} aria-labelledby="approvals">
      <h2 id="approvals">{texts.approvals}</h2>
      <ul className={classes["lines"]}>
        {records.map((record) => {
          const { month, siteId, submittedAt } = periodContent(record);
          const site = role === "ADMIN" ? `&site=${siteId}` : "";
          return (
            <li key={record.id}>
              <AppLink href={`/timesheets?month=${month}${site}`}>
                {monthName(month, language)}, <ReferenceText to="sites" id={siteId} />
              </AppLink>
              {submittedAt !== null && (
                <span className={classes["quiet"]}>
                  {texts.submitted(formats.day(submittedAt.slice(0, 10)))}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
