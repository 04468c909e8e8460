import { Button, Group, Modal, Select, TextInput } from "@mantine/core";
import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { localInput, momentOf } from "@healthops/ui/forms/input-text";
import { useFormats, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useState } from "react";
import { BROWSER_PORTS } from "../shared/browser-ports.ts";
import type { Fleet, FleetAssignment } from "./fleet.ts";
import type { AssignmentPlan } from "./plan-assignment.ts";
import { planAssignment } from "./plan-assignment.ts";
import classes from "./vehicles.module.css";
import { VEHICLES_TEXT } from "./vehicles-text.ts";

export interface Chosen {
  readonly vehicleId?: string;
  readonly driverId?: string;
}

interface AssignDialogProps {
  readonly fleet: Fleet;
  /** What it was opened from: a vehicle or a driver. */
  readonly chosen: Chosen;
  onClose(): void;
}

/** Hands a vehicle to a driver; says before what it brings to an end, and what stands in the way. */
export function AssignDialog({ fleet, chosen, onClose }: AssignDialogProps) {
  const texts = useTexts(VEHICLES_TEXT);
  const kit = useText();
  const form = useAssignForm(fleet, chosen, onClose);
  const { plan, values, set } = form;
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.dialog}
      // Room for two moments beside each other in every language's way of writing them.
      size="lg"
      closeButtonProps={{ "aria-label": kit.common.close }}
    >
      <form
        className={classes["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          void form.save();
        }}
      >
        <Who fleet={fleet} form={form} isVehicleGiven={chosen.vehicleId !== undefined} />
        <div className={classes["times"]}>
          <TextInput
            type="datetime-local"
            label={texts.from}
            required
            value={values.from}
            error={form.startsAt === null ? texts.fromMissing : null}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label={texts.to}
            description={texts.toHelp}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={values.to}
            error={form.tooEarly ? texts.toEarly : null}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
        </div>
        <TextInput
          label={texts.note}
          maxLength={2000}
          value={values.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        <PlanWords plan={plan} fleet={fleet} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {kit.common.cancel}
          </Button>
          <Button type="submit" disabled={plan === null || plan.changes.length === 0}>
            {texts.assign}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

interface WhoProps {
  readonly fleet: Fleet;
  readonly form: ReturnType<typeof useAssignForm>;
  readonly isVehicleGiven: boolean;
}

/** Which vehicle and which driver; the one that is still open has the focus. */
function Who({ fleet, form, isVehicleGiven }: WhoProps) {
  const texts = useTexts(VEHICLES_TEXT);
  const names = useNames(fleet);
  const { values, set, vehicle } = form;
  const first = { "data-autofocus": true };
  return (
    <>
      <Select
        label={texts.vehicle}
        placeholder={texts.chooseVehicle}
        required
        searchable
        value={values.vehicleId}
        onChange={(vehicleId) => set({ vehicleId })}
        data={fleet.vehicles.map(({ id, plate }) => ({ value: id, label: names.taken(id, plate) }))}
        {...(isVehicleGiven ? {} : first)}
      />
      <Select
        label={texts.driver}
        placeholder={texts.chooseDriver}
        required
        searchable
        value={values.driverId}
        onChange={(driverId) => set({ driverId })}
        data={fleet.drivers
          .filter(({ siteId }) => vehicle === undefined || siteId === vehicle.siteId)
          .map(({ id, fullName }) => ({ value: id, label: names.has(id, fullName) }))}
        {...(isVehicleGiven ? first : {})}
      />
    </>
  );
}

interface Values {
  readonly vehicleId: string | null;
  readonly driverId: string | null;
  readonly from: string;
  readonly to: string;
  readonly note: string;
}

function useAssignForm(fleet: Fleet, chosen: Chosen, onDone: () => void) {
  const texts = useTexts(VEHICLES_TEXT);
  const api = useReplica();
  const announce = useAnnounce();
  const names = useNames(fleet);
  const [values, setValues] = useState<Values>(() => ({
    vehicleId: chosen.vehicleId ?? null,
    driverId: chosen.driverId ?? null,
    from: localInput(new Date().toISOString()),
    to: "",
    note: "",
  }));
  const { driverId } = values;
  const vehicle = fleet.vehicles.find(({ id }) => id === values.vehicleId);
  const startsAt = momentOf(values.from);
  const endsAt = momentOf(values.to);
  const note = values.note.trim() === "" ? null : values.note.trim();
  const tooEarly = startsAt !== null && endsAt !== null && endsAt <= startsAt;
  const whole = vehicle !== undefined && driverId !== null && startsAt !== null && !tooEarly;
  const plan = whole
    ? planAssignment(
        BROWSER_PORTS,
        { vehicleId: vehicle.id, driverId, startsAt, endsAt, note },
        fleet.assignments,
      )
    : null;
  const save = async (): Promise<void> => {
    if (plan === null || plan.changes.length === 0 || driverId === null) return;
    try {
      await api.mutate(plan.changes);
      announce.done(texts.assigned(vehicle?.plate ?? "", names.driver(driverId)));
      onDone();
    } catch (error) {
      announce.failed(error);
    }
  };
  const set = (change: Partial<Values>): void => setValues((before) => ({ ...before, ...change }));
  return { values, set, vehicle, startsAt, tooEarly, plan, save };
}

interface PlanWordsProps {
  readonly plan: AssignmentPlan | null;
  readonly fleet: Fleet;
}

function PlanWords({ plan, fleet }: PlanWordsProps) {
  const texts = useTexts(VEHICLES_TEXT);
  const formats = useFormats();
  const names = useNames(fleet);
  if (plan === null) return null;
  if (plan.clash !== null) {
    const { driverId, vehicleId, startsAt, endsAt } = plan.clash;
    const to = endsAt === null ? texts.openEnd : formats.moment(endsAt);
    return (
      <p role="alert" className={classes["clash"]}>
        {texts.clash(
          names.driver(driverId),
          names.vehicle(vehicleId),
          formats.moment(startsAt),
          to,
        )}
      </p>
    );
  }
  if (plan.ended.length === 0) return null;
  const say = ({ driverId, vehicleId, startsAt }: FleetAssignment): string =>
    texts.one(names.driver(driverId), names.vehicle(vehicleId), formats.moment(startsAt));
  return (
    <p role="status" className={classes["quiet"]}>
      {texts.endsOthers(plan.ended.map(say).join("; "))}
    </p>
  );
}

/** Plates and names, with who or what goes with them now. */
function useNames(fleet: Fleet) {
  const texts = useTexts(VEHICLES_TEXT);
  const vehicle = (id: string): string => fleet.vehicles.find((one) => one.id === id)?.plate ?? "…";
  const driver = (id: string): string =>
    fleet.drivers.find((one) => one.id === id)?.fullName ?? "…";
  return {
    vehicle,
    driver,
    taken: (id: string, plate: string): string => {
      const current = fleet.byVehicle.get(id);
      return current === undefined ? plate : texts.taken(plate, driver(current.driverId));
    },
    has: (id: string, name: string): string => {
      const current = fleet.byDriver.get(id);
      return current === undefined ? name : texts.has(name, vehicle(current.vehicleId));
    },
  };
}
