import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useNow } from "../shared/use-now.ts";
import classes from "../today/today.module.css";
import { TODAY_TEXT } from "../today/today-text.ts";
import { toneOf } from "../vehicles/fleet.ts";
import { useFleet } from "../vehicles/use-fleet.ts";
import { VEHICLES_TEXT } from "../vehicles/vehicles-text.ts";

const SHOWN = 4;
const HOUR_MS = 3_600_000;

/** Inspections, insurances and licences that run out soon or have; nothing while none does. */
export function Card() {
  const texts = useTexts(TODAY_TEXT);
  const fleetTexts = useTexts(VEHICLES_TEXT);
  const formats = useFormats();
  const { role, siteId } = useIdentity();
  const now_ms = useNow(HOUR_MS);
  const fleet = useFleet(role === "ADMIN" ? null : siteId, now_ms, formats.compare);
  if (fleet.state !== "ready") return null;
  const { warnings, vehicles, drivers } = fleet.value;
  const due = [...warnings.values()].flat().toSorted((a, b) => a.daysLeft - b.daysLeft);
  if (due.length === 0) return null;
  const names = new Map([
    ...vehicles.map(({ id, plate }) => [id, plate] as const),
    ...drivers.map(({ id, fullName }) => [id, fullName] as const),
  ]);
  return (
    <section className={`ho-card ${classes["card"] ?? ""}`} aria-labelledby="vehicle-dates">
      <h2 id="vehicle-dates">
        <AppLink href="/vehicles?show=dates">{texts.dates}</AppLink>
      </h2>
      <ul className={classes["lines"]}>
        {due.slice(0, SHOWN).map((warning) => {
          const { id, what, collection, daysLeft } = warning;
          return (
            <li key={`${id} ${what}`}>
              <AppLink href={`/c/${collection}/${id}`}>
                {names.get(id)} · {fleetTexts.what[what]}
              </AppLink>
              <span className="ho-chip" data-tone={toneOf(warning) ?? ""}>
                {daysLeft < 0 ? fleetTexts.overdue(-daysLeft) : fleetTexts.soon(daysLeft)}
              </span>
            </li>
          );
        })}
      </ul>
      {due.length > SHOWN && (
        <p>
          <AppLink href="/vehicles?show=dates">
            {texts.allDates} ({formats.number(due.length)})
          </AppLink>
        </p>
      )}
    </section>
  );
}
