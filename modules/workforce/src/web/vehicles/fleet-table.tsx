import { Button } from "@mantine/core";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import type { ReactNode } from "react";
import { DateCell } from "./date-cell.tsx";
import type { Driver, Fleet, FleetAssignment, Vehicle } from "./fleet.ts";
import classes from "./vehicles.module.css";
import { VEHICLES_TEXT } from "./vehicles-text.ts";

interface Deeds {
  onAssign(chosen: { readonly vehicleId?: string; readonly driverId?: string }): void;
  onEnd(assignment: FleetAssignment, plate: string): void;
}

interface FleetTableProps extends Deeds {
  readonly fleet: Fleet;
}

/** Vehicles with who has them and when their dates come up. */
export function VehicleTable({
  fleet,
  shown,
  onAssign,
  onEnd,
}: FleetTableProps & { readonly shown: readonly Vehicle[] }) {
  const texts = useTexts(VEHICLES_TEXT);
  const names = new Map(fleet.drivers.map(({ id, fullName }) => [id, fullName]));
  return (
    <Table
      label={texts.views.vehicles}
      heads={[texts.vehicle, texts.state, texts.what.inspection, texts.what.insurance]}
      rows={shown.map((vehicle) => {
        const { id, plate, brand, model } = vehicle;
        const current = fleet.byVehicle.get(id);
        const dates = fleet.warnings.get(id);
        const warningOf = (what: string) => dates?.find((one) => one.what === what);
        const driver = current === undefined ? undefined : (names.get(current.driverId) ?? "…");
        return {
          key: id,
          href: `/c/vehicles/${id}`,
          name: plate,
          more: [brand, model].filter((word) => word !== null).join(" "),
          cells: [
            <State key="state" current={current} words={driver && texts.with(driver)} />,
            <DateCell
              key="inspection"
              date={vehicle.inspectionDueOn}
              warning={warningOf("inspection")}
            />,
            <DateCell
              key="insurance"
              date={vehicle.insuranceDueOn}
              warning={warningOf("insurance")}
            />,
          ],
          deeds: (
            <>
              <Button
                size="compact-sm"
                variant={current === undefined ? "light" : "default"}
                aria-label={`${current === undefined ? texts.assign : texts.handOver}: ${plate}`}
                onClick={() => onAssign({ vehicleId: id })}
              >
                {current === undefined ? texts.assign : texts.handOver}
              </Button>
              {current !== undefined && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`${texts.end}: ${plate}`}
                  onClick={() => onEnd(current, plate)}
                >
                  {texts.end}
                </Button>
              )}
            </>
          ),
        };
      })}
    />
  );
}

/** Drivers with what they drive and until when they may. */
export function DriverTable({
  fleet,
  shown,
  onAssign,
  onEnd,
}: FleetTableProps & { readonly shown: readonly Driver[] }) {
  const texts = useTexts(VEHICLES_TEXT);
  const plates = new Map(fleet.vehicles.map(({ id, plate }) => [id, plate]));
  return (
    <Table
      label={texts.views.drivers}
      heads={[texts.driver, texts.state, texts.what.licence]}
      rows={shown.map(({ id, fullName, licenseClass, phone, licenseValidUntil }) => {
        const current = fleet.byDriver.get(id);
        const plate = current === undefined ? undefined : (plates.get(current.vehicleId) ?? "…");
        return {
          key: id,
          href: `/c/drivers/${id}`,
          name: fullName,
          more: [licenseClass, phone].filter((word) => word !== null).join(" · "),
          cells: [
            <State key="state" current={current} words={plate && texts.drives(plate)} />,
            <DateCell
              key="licence"
              date={licenseValidUntil}
              warning={fleet.warnings.get(id)?.[0]}
            />,
          ],
          deeds: (
            <>
              <Button
                size="compact-sm"
                variant={current === undefined ? "light" : "default"}
                aria-label={`${texts.assign}: ${fullName}`}
                onClick={() => onAssign({ driverId: id })}
              >
                {texts.assign}
              </Button>
              {current !== undefined && plate !== undefined && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`${texts.end}: ${plate}`}
                  onClick={() => onEnd(current, plate)}
                >
                  {texts.end}
                </Button>
              )}
            </>
          ),
        };
      })}
    />
  );
}

interface StateProps {
  readonly current: FleetAssignment | undefined;
  readonly words: string | undefined;
}

function State({ current, words }: StateProps) {
  const texts = useTexts(VEHICLES_TEXT);
  const formats = useFormats();
  if (current === undefined) {
    return (
      <span className="ho-chip" data-tone="good">
        {texts.free}
      </span>
    );
  }
  const day = (moment: string): string => formats.day(moment.slice(0, 10));
  return (
    <span className={classes["held"]}>
      <span>{words}</span>
      <small>
        {texts.since(day(current.startsAt))}
        {current.endsAt === null ? "" : `, ${texts.until(day(current.endsAt))}`}
      </small>
    </span>
  );
}

interface TableRow {
  readonly key: string;
  readonly href: string;
  readonly name: string;
  readonly more: string;
  readonly cells: readonly ReactNode[];
  readonly deeds: ReactNode;
}

interface TableProps {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
}

/** On a phone each row is a card. */
function Table({ label, heads, rows }: TableProps) {
  return (
    <div
      className={`ho-card ${classes["frame"] ?? ""}`}
      role="group"
      aria-label={label}
      tabIndex={0}
    >
      <table className={classes["table"]}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, href, name, more, cells, deeds }) => (
            <tr key={key}>
              <th scope="row">
                <AppLink href={href}>{name}</AppLink>
                <small>{more}</small>
              </th>
              {cells.map((cell, at) => (
                <td key={heads[at + 1]} data-title={heads[at + 1]}>
                  {cell}
                </td>
              ))}
              <td className={classes["deeds"]}>{deeds}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
