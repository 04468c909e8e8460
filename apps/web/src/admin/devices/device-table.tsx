import type { Device } from "@healthops/protocol/wire/admin";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ReferenceText } from "@healthops/ui/values/reference-text.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import classes from "../parts/admin.module.css";
import { adminPath } from "../parts/admin-path.ts";
import type { SmallColumn } from "../parts/small-table.tsx";
import { SmallTable } from "../parts/small-table.tsx";
import { DeviceActions } from "./device-actions.tsx";
import { DEVICES_TEXT } from "./devices-text.ts";
import { lastSyncOf, toneOfSync } from "./staleness.ts";

const STATE_TONES = {
  active: "good",
  revoked: "warn",
  wipe_ordered: "bad",
  wiped: "quiet",
} as const;

interface DeviceTableProps {
  readonly devices: readonly Device[];
  readonly now_ms: number;
  /** Leaves out whose they are: they are all one person's. */
  readonly ofOne?: boolean;
  onChanged(): void;
}

/** Devices with how they keep up, and what one may do about them. */
export function DeviceTable({ devices, now_ms, ofOne, onChanged }: DeviceTableProps) {
  const texts = useTexts(DEVICES_TEXT);
  const columns = useColumns(now_ms, onChanged);
  return (
    <>
      <SmallTable
        label={texts.title}
        columns={ofOne === true ? columns.filter(({ name }) => name !== "person") : columns}
        rows={devices}
        keyOf={({ id }) => id}
      />
      <p className={classes["note"]}>{texts.itsWord}</p>
    </>
  );
}

function useColumns(now_ms: number, onChanged: () => void): readonly SmallColumn<Device>[] {
  return [...useIdentifying(), ...useSyncColumns(now_ms), ...useStateColumns(onChanged)];
}

function useIdentifying(): readonly SmallColumn<Device>[] {
  const texts = useTexts(DEVICES_TEXT);
  return [
    {
      name: "device",
      title: texts.device,
      cell: (device) => (
        <>
          {device.name ?? texts.unnamed} <small>{device.id.slice(-8)}</small>
        </>
      ),
    },
    { name: "person", title: texts.person, cell: (device) => <Owner device={device} /> },
  ];
}

function useSyncColumns(now_ms: number): readonly SmallColumn<Device>[] {
  const texts = useTexts(DEVICES_TEXT);
  const formats = useFormats();
  const ago = (at: string): string => formats.ago(Date.parse(at), now_ms);
  return [
    {
      name: "lastSync",
      title: texts.lastSync,
      cell: (device) => {
        const at = lastSyncOf(device);
        return (
          <span
            className="ho-chip"
            data-tone={device.state === "active" ? toneOfSync(at, now_ms) : "quiet"}
            title={at === null ? undefined : formats.moment(at)}
          >
            {at === null ? texts.never : ago(at)}
          </span>
        );
      },
    },
    {
      name: "waiting",
      title: texts.waiting,
      align: "end",
      cell: ({ waiting, statusAt }) =>
        waiting === null ? (
          texts.unknown
        ) : (
          <>
            {texts.says(formats.number(waiting))}
            {waiting === 0 || statusAt === null ? null : <small>{ago(statusAt)}</small>}
          </>
        ),
    },
    {
      name: "refused",
      title: texts.refused,
      align: "end",
      cell: ({ rejected }) => (rejected === null ? "–" : texts.says(formats.number(rejected))),
    },
  ];
}

function useStateColumns(onChanged: () => void): readonly SmallColumn<Device>[] {
  const texts = useTexts(DEVICES_TEXT);
  return [
    {
      name: "version",
      title: texts.version,
      cell: ({ appVersion, schemaCurrent }) => (
        <>
          {appVersion === null ? "–" : texts.says(appVersion)}
          <small>{schemaCurrent ? texts.current : texts.outdated}</small>
        </>
      ),
    },
    {
      name: "state",
      title: texts.state,
      cell: ({ state, lostChanges }) => (
        <>
          <span className="ho-chip" data-tone={STATE_TONES[state]}>
            {texts.states[state]}
          </span>
          {lostChanges === null || lostChanges === 0 ? null : (
            <small>{texts.lost(lostChanges)}</small>
          )}
        </>
      ),
    },
    {
      name: "deeds",
      title: texts.deeds,
      deeds: true,
      cell: (device) => <DeviceActions device={device} onChanged={onChanged} />,
    },
  ];
}

function Owner({ device }: { readonly device: Device }) {
  const name = device.displayName ?? <ReferenceText to="people" id={device.personId} />;
  return (
    <>
      <AppLink href={adminPath("people", { person: device.personId })}>{name}</AppLink>
      {device.siteId === null ? null : (
        <small>
          <ReferenceText to="sites" id={device.siteId} />
        </small>
      )}
    </>
  );
}
