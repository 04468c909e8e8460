import { Button, Select } from "@mantine/core";
import type { Device } from "@healthops/protocol/wire/admin";
import { hasRole } from "@healthops/schema/person";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { RecordPicker } from "@healthops/ui/forms/record-picker.tsx";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { AddressQuery } from "@healthops/ui/address/address.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { EmptyState, LoadingState } from "@healthops/ui/states/states.tsx";
import { IconDevices } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import classes from "../parts/admin.module.css";
import { Freshness, HubFailure } from "../hub/hub-view.tsx";
import { useHubPages } from "../hub/use-hub-pages.ts";
import { DeviceTable } from "./device-table.tsx";
import { DEVICES_TEXT } from "./devices-text.ts";

const PAGE = 200;
const EVERY_MS = 30_000;
const STATES = ["active", "revoked", "wipe_ordered", "wiped"] as const;

/** Every device that syncs: how it keeps up, what waits on it, and the ways to shut it out. */
export function DevicesSection() {
  const texts = useTexts(DEVICES_TEXT);
  const { common } = useText();
  const isAdmin = hasRole(useIdentity(), "ADMIN");
  const [query] = useAddressQuery();
  const pages = useHubPages<Device>(pathOf(query, isAdmin), "devices");
  useRefresh(pages.reload);
  const { entries } = pages;
  const narrowed = ["person", "site", "state"].some((name) => query[name] !== undefined);
  return (
    <div className={classes["scroll"]}>
      <div className={classes["quick"]}>
        <DeviceFilters isAdmin={isAdmin} />
        <span className="ho-spacer" />
        <Freshness asked={pages} />
      </div>
      <div className="ho-card">
        {entries === null ? (
          pages.error === null ? (
            <LoadingState lines={8} />
          ) : (
            <HubFailure error={pages.error} onRetry={pages.reload} />
          )
        ) : entries.length === 0 ? (
          <EmptyState
            icon={<IconDevices size={24} stroke={1.5} />}
            title={texts.emptyTitle}
            text={narrowed ? texts.noMatch : texts.emptyText}
          />
        ) : (
          <>
            <DeviceTable
              devices={entries}
              now_ms={pages.at_ms ?? Date.now()}
              onChanged={pages.reload}
            />
            {pages.complete ? null : (
              <Button m="xs" size="compact-sm" variant="subtle" onClick={pages.more}>
                {common.more}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
}

function DeviceFilters({ isAdmin }: { readonly isAdmin: boolean }) {
  const texts = useTexts(DEVICES_TEXT);
  const [query, change] = useAddressQuery();
  return (
    <>
      <RecordPicker
        size="xs"
        to="people"
        withKeys
        aria-label={texts.person}
        placeholder={texts.anybody}
        value={query["person"] ?? null}
        onChange={(person) => change({ person })}
      />
      {isAdmin ? (
        <RecordPicker
          size="xs"
          to="sites"
          aria-label={texts.site}
          placeholder={texts.anySite}
          value={query["site"] ?? null}
          onChange={(site) => change({ site })}
        />
      ) : null}
      <Select
        size="xs"
        aria-label={texts.state}
        placeholder={texts.anyState}
        data={STATES.map((value) => ({ value, label: texts.states[value] }))}
        value={query["state"] ?? null}
        onChange={(state) => change({ state })}
        clearable
      />
    </>
  );
}

function pathOf(query: AddressQuery, isAdmin: boolean): string {
  const asked = new URLSearchParams({ limit: String(PAGE) });
  for (const name of isAdmin ? ["person", "site", "state"] : ["person", "state"]) {
    const value = query[name];
    if (value !== undefined) asked.set(name, value);
  }
  return `/api/v1/devices?${asked.toString()}`;
}

/** Asks again every half minute while the window shows. */
function useRefresh(reload: () => void): void {
  const latest = useRef(reload);
  latest.current = reload;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") latest.current();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}
