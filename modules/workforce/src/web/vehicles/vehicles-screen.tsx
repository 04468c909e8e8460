import { foldLetters } from "@healthops/base/fold-letters";
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { EmptyList } from "@healthops/ui/states/empty-list.tsx";
import { EmptyState, ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { IconCar, IconPlus, IconSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { updating } from "../../change.ts";
import { vehicleAssignments } from "../../collections/vehicle-assignments.ts";
import { endAssignment } from "../../commands/assign-vehicle.ts";
import { SiteSelect } from "../shared/site-select.tsx";
import { useNow } from "../shared/use-now.ts";
import type { Chosen } from "./assign-dialog.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import type { Fleet, FleetAssignment } from "./fleet.ts";
import { DriverTable, VehicleTable } from "./fleet-table.tsx";
import { Timeline } from "./timeline.tsx";
import { useFleet } from "./use-fleet.ts";
import classes from "./vehicles.module.css";
import { VEHICLES_TEXT } from "./vehicles-text.ts";

const MINUTE_MS = 60_000;
const VIEWS = ["vehicles", "drivers", "timeline"] as const;
const FILTERS = ["all", "free", "dates"] as const;

/** A region's vehicles and drivers: who has what, what comes up, who drove what when. */
export function Screen() {
  const texts = useTexts(VEHICLES_TEXT);
  const formats = useFormats();
  const { role, siteId: ownSite } = useIdentity();
  const [query, change] = useAddressQuery();
  const [search, setSearch] = useState("");
  const finder = useRef<HTMLInputElement>(null);
  const anySite = role === "ADMIN" || ownSite === null;
  const siteId = anySite ? (query["site"] ?? null) : ownSite;
  const view = VIEWS.find((one) => one === query["view"]) ?? "vehicles";
  const filter = FILTERS.find((one) => one === query["show"]) ?? "all";
  const now_ms = useNow(MINUTE_MS);
  const fleet = useFleet(siteId, now_ms, formats.compare);
  useShortcut("/", texts.find, () => finder.current?.focus());
  return (
    <Page
      title={texts.title}
      actions={
        view === "timeline" ? undefined : (
          <Button
            component={AppLink}
            href={`/c/${view}/new`}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {texts.add[view]}
          </Button>
        )
      }
    >
      <div className={classes["tools"]}>
        <SegmentedControl
          aria-label={texts.view}
          value={view}
          onChange={(value) => change({ view: value === "vehicles" ? null : value })}
          data={VIEWS.map((value) => ({ value, label: texts.views[value] }))}
        />
        <TextInput
          ref={finder}
          aria-label={texts.find}
          placeholder={texts.find}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {anySite && <SiteSelect value={siteId} onChange={(site) => change({ site })} />}
        {view !== "timeline" && (
          <SegmentedControl
            size="xs"
            aria-label={texts.filter}
            value={filter}
            onChange={(value) => change({ show: value === "all" ? null : value })}
            data={FILTERS.map((value) => ({ value, label: texts.filters[value] }))}
          />
        )}
      </div>
      {fleet.state === "loading" ? (
        <LoadingState lines={10} />
      ) : fleet.state === "failed" ? (
        <ErrorState error={fleet.error} />
      ) : (
        <FleetView fleet={fleet.value} {...{ view, filter, search, now_ms }} />
      )}
    </Page>
  );
}

interface FleetViewProps {
  readonly fleet: Fleet;
  readonly view: (typeof VIEWS)[number];
  readonly filter: (typeof FILTERS)[number];
  readonly search: string;
  readonly now_ms: number;
}

function FleetView({ fleet, view, filter, search, now_ms }: FleetViewProps) {
  const texts = useTexts(VEHICLES_TEXT);
  const end = useEnding();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const wanted = foldLetters(search.trim());
  const isWanted = (text: string): boolean => foldLetters(text).includes(wanted);
  const passes = (id: string, isFree: boolean): boolean =>
    filter === "all" || (filter === "free" ? isFree : fleet.warnings.has(id));
  const vehicles = fleet.vehicles.filter(({ id, plate, brand, model }) => {
    const driver = fleet.drivers.find((one) => one.id === fleet.byVehicle.get(id)?.driverId);
    const text = [plate, brand, model, driver?.fullName].join(" ");
    return isWanted(text) && passes(id, !fleet.byVehicle.has(id));
  });
  const drivers = fleet.drivers.filter(
    ({ id, fullName }) => isWanted(fullName) && passes(id, !fleet.byDriver.has(id)),
  );
  const all = view === "drivers" ? fleet.drivers : fleet.vehicles;
  if (all.length === 0) {
    const kind = view === "drivers" ? "drivers" : "vehicles";
    return (
      <EmptyList
        icon={<IconCar size={24} stroke={1.5} />}
        title={texts.empty[kind]}
        text={texts.emptyText}
        action={
          <Button component={AppLink} href={`/c/${kind}/new`}>
            {texts.add[kind]}
          </Button>
        }
      />
    );
  }
  const deeds = { onAssign: setChosen, onEnd: end };
  return (
    <>
      {view === "timeline" ? (
        <Timeline {...{ fleet, now_ms, isWanted }} />
      ) : (view === "drivers" ? drivers : vehicles).length === 0 ? (
        <EmptyState title={texts.noMatch} text={texts.noMatchText} />
      ) : view === "drivers" ? (
        <DriverTable fleet={fleet} shown={drivers} {...deeds} />
      ) : (
        <VehicleTable fleet={fleet} shown={vehicles} {...deeds} />
      )}
      {chosen !== null && (
        <AssignDialog fleet={fleet} chosen={chosen} onClose={() => setChosen(null)} />
      )}
    </>
  );
}

/** Ends an assignment now; it can be taken back. */
function useEnding(): (assignment: FleetAssignment, plate: string) => void {
  const texts = useTexts(VEHICLES_TEXT);
  const api = useReplica();
  const announce = useAnnounce();
  return ({ id, endsAt }, plate) => {
    const before = updating(vehicleAssignments, id, { endsAt });
    api
      .mutate([endAssignment(id, new Date().toISOString())])
      .then(
        () => announce.done(texts.ended(plate), async () => void (await api.mutate([before]))),
        announce.failed,
      );
  };
}
