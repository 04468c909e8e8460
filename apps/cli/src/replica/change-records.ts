import { Problem } from "@healthops/base/problem";
import type { Accepted, Change } from "@healthops/replica/outbox/change";
import type { Replica } from "@healthops/replica/replica";
import type { Collection } from "@healthops/schema/collection";
import { collectionNamed } from "@healthops/schema/schema";
import { createFields, patchFields } from "../input/assignments.ts";
import type { Device, DeviceOptions } from "./open-device.ts";
import { withDevice } from "./open-device.ts";
import { shortId, wholeId } from "./record-id.ts";
import { reportChange } from "./report-change.ts";

/** `replica add`: a new record; the fields that say whose it is are the person's own by default. */
export async function addCommand(
  name: string,
  assignments: readonly string[],
  options: DeviceOptions,
): Promise<void> {
  await change("Added", options, async ({ replica }) => {
    const collection = collectionNamed(replica.schema, name);
    const fields = {
      ...(await ownFields(replica, collection)),
      ...createFields(collection, assignments),
    };
    return [{ op: "create", collection: name, fields }];
  });
}

/** `replica edit`: new values for some fields of a record. */
export async function editCommand(
  name: string,
  typed: string,
  assignments: readonly string[],
  options: DeviceOptions,
): Promise<void> {
  await change("Changed", options, async (device) => {
    const collection = collectionNamed(device.replica.schema, name);
    const id = await wholeId(device, collection, typed);
    if ((await device.replica.get(name, id)) === null) throw unknownRecord(name, id);
    return [{ op: "update", collection: name, id, fields: patchFields(collection, assignments) }];
  });
}

/** `replica delete`. */
export async function deleteCommand(
  name: string,
  typed: string,
  options: DeviceOptions,
): Promise<void> {
  await change("Deleted", options, async (device) => {
    const collection = collectionNamed(device.replica.schema, name);
    const id = await wholeId(device, collection, typed);
    if ((await device.replica.get(name, id)) === null) throw unknownRecord(name, id);
    return [{ op: "delete", collection: name, id }];
  });
}

/** The refusal of an id that this device has no record of. */
export function unknownRecord(name: string, id: string): Problem {
  return new Problem({
    code: "unknown_record",
    status: 404,
    message: `There is no record ${id} in ${name} on this device.`,
  });
}

async function change(
  verb: string,
  options: DeviceOptions,
  plan: (device: Device) => Promise<readonly Change[]>,
): Promise<void> {
  await withDevice(options, async (device) => {
    const changes = await plan(device);
    const accepted: Accepted = await device.replica.mutate(changes);
    const ids = accepted.ids.map(shortId).join(", ");
    await reportChange(device, options, accepted, `${verb} ${changes[0]?.collection} ${ids}`);
  });
}

/** Where only the owner may create records, the person who creates one is its owner. */
async function ownFields(
  replica: Replica,
  collection: Collection,
): Promise<Readonly<Record<string, string>>> {
  const owners = new Set(collection.permissions.create.map(({ own }) => own));
  const [owner] = owners;
  if (owners.size !== 1 || owner === undefined || owner === "id") return {};
  const identity = await replica.identity();
  return identity === null ? {} : { [owner]: identity.personId };
}
