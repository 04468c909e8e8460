import type { DevicePage } from "@healthops/protocol/wire/admin";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import classes from "../parts/admin.module.css";
import { Freshness, HubView } from "../hub/hub-view.tsx";
import { useHub } from "../hub/use-hub.ts";
import { DeviceTable } from "./device-table.tsx";
import { DEVICES_TEXT } from "./devices-text.ts";

const EVERY_MS = 30_000;

/** The devices of one person. */
export function DevicesOf({ person, none }: { readonly person: string; readonly none: string }) {
  const texts = useTexts(DEVICES_TEXT);
  const path = `/api/v1/devices?person=${encodeURIComponent(person)}&limit=50`;
  const asked = useHub<DevicePage>(path, EVERY_MS);
  return (
    <section className="ho-card" aria-labelledby="person-devices">
      <header className={classes["cardhead"]}>
        <h2 id="person-devices">{texts.title}</h2>
        <span className="ho-spacer" />
        <Freshness asked={asked} />
      </header>
      <HubView asked={asked}>
        {({ devices }) =>
          devices.length === 0 ? (
            <p className={classes["note"]}>{none}</p>
          ) : (
            <DeviceTable devices={devices} now_ms={Date.now()} ofOne onChanged={asked.reload} />
          )
        }
      </HubView>
    </section>
  );
}
