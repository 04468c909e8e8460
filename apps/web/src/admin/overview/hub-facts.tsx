import type { HubStatus } from "@healthops/protocol/wire/admin";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useId } from "react";
import classes from "../parts/admin.module.css";
import { Freshness, HubView } from "../hub/hub-view.tsx";
import { useHub } from "../hub/use-hub.ts";
import { HUB_STATUS_TEXT } from "./hub-status-text.ts";

const EVERY_MS = 15_000;

/** How the hub itself is, in plain words. */
export function HubFacts() {
  const texts = useTexts(HUB_STATUS_TEXT);
  const id = useId();
  const asked = useHub<HubStatus>("/api/v1/hub/status", EVERY_MS);
  return (
    <section className="ho-card" aria-labelledby={id}>
      <header className={classes["cardhead"]}>
        <h2 id={id}>{texts.title}</h2>
        <span className="ho-spacer" />
        <Freshness asked={asked} />
      </header>
      <HubView asked={asked}>{(status) => <Facts status={status} />}</HubView>
    </section>
  );
}

function Facts({ status }: { readonly status: HubStatus }) {
  const texts = useTexts(HUB_STATUS_TEXT);
  const formats = useFormats();
  const n = (value: number): string => formats.number(value, 0);
  const { database, disk, devices, rates, errors, backup } = status;
  const facts: readonly (readonly [string, string])[] = [
    [texts.version, status.version],
    [texts.up, texts.upSince(uptime(status.uptime_s, texts), formats.moment(status.startedAt))],
    [texts.devices, texts.devicesText(n(devices.live), n(devices.seenToday), n(devices.known))],
    [texts.sessions, n(status.sessions)],
    [texts.sent, texts.rate(n(rates.mutations[0]), n(rates.mutations[1]))],
    [texts.fetched, texts.rate(n(rates.rows[0]), n(rates.rows[1]))],
    [texts.database, `PostgreSQL ${database.version} · ${formats.bytes(database.size_bytes)}`],
    [texts.connections, texts.of(n(database.connections), n(database.connectionsMax))],
    [texts.memory, formats.bytes(status.memory_bytes)],
    [
      texts.disk,
      disk === null
        ? texts.elsewhere
        : texts.free(formats.bytes(disk.free_bytes), formats.bytes(disk.total_bytes)),
    ],
    [texts.backup, backup.lastAt === null ? texts.noBackup : formats.moment(backup.lastAt)],
    [texts.errors, errors.count === 0 ? texts.noErrors : n(errors.count)],
  ];
  return (
    <>
      <dl className="ho-details">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="ho-number">{value}</dd>
          </div>
        ))}
      </dl>
      <Records records={status.records} />
      {errors.latest.length === 0 ? null : (
        <details className={classes["more"]}>
          <summary>{texts.latestErrors}</summary>
          <ul>
            {errors.latest.map(({ at, code, route, requestId }) => (
              <li key={requestId}>
                <span className="ho-number">{formats.moment(at)}</span> <code>{code}</code> {route}{" "}
                <small>{requestId}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Records({ records }: { readonly records: HubStatus["records"] }) {
  const texts = useTexts(HUB_STATUS_TEXT);
  const say = useLabel();
  const formats = useFormats();
  const { collections } = useSchema();
  const shown = records.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  const total = records.reduce((sum, { count }) => sum + count, 0);
  return (
    <details className={classes["more"]}>
      <summary>{texts.records(formats.number(total, 0))}</summary>
      <dl className="ho-details">
        {shown.map(({ collection, count }) => {
          const declared = collections.get(collection);
          return (
            <div key={collection}>
              <dt>{declared === undefined ? collection : say(declared.title.many)}</dt>
              <dd className="ho-number">{formats.number(count, 0)}</dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
}

function uptime(seconds: number, texts: (typeof HUB_STATUS_TEXT)["en"]): string {
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return texts.days(Math.floor(hours / 24));
  return hours > 0 ? texts.hours(hours) : texts.minutes(Math.floor(seconds / 60));
}
