import { systemPorts } from "@healthops/base/system-ports";
import type { PendingGroup } from "@healthops/replica/outbox/pending-groups";
import { assignVehicle } from "@healthops/workforce/commands/assign-vehicle";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Pc } from "./support/regions.ts";
import { Regions } from "./support/regions.ts";

const ports = systemPorts();
let it: Regions;
let clerk: Pc;
let colleague: Pc;
let bursa: Pc;
let admin: Pc;

beforeAll(async () => {
  it = await Regions.open();
  clerk = await it.pc("USER", it.ankara);
  colleague = await it.pc("USER", it.ankara);
  bursa = await it.pc("USER", it.bursa);
  admin = await it.pc("ADMIN", null);
});
afterAll(() => it.close());

async function sync(...pcs: readonly Pc[]): Promise<void> {
  for (const { replica } of pcs) await replica.sync();
}

const at = (day: number) => `2026-03-${String(day).padStart(2, "0")}T08:00:00.000Z`;

const NONE: Pick<PendingGroup, "changes"> = { changes: [] };

const refusedOn = ({ replica }: Pc) => replica.rejected();

const made = async (vehicleId: string, more: object) => {
  const fields = { vehicleId, ...more };
  const change = { op: "create", collection: "vehicle_assignments", fields } as const;
  return (await clerk.replica.mutate([change])).ids;
};

describe("a vehicle that two PCs hand over offline", () => {
  test("is the first one's to reach the hub; the other is refused and told the one in the way", async () => {
    const vehicleId = await it.add("vehicles", { plate: "06 A 1", siteId: it.ankara });
    const [first, second] = [
      await it.add("drivers", { fullName: "A", siteId: it.ankara }),
      await it.add("drivers", { fullName: "B", siteId: it.ankara }),
    ];
    await sync(clerk, colleague);
    const { ids } = await clerk.replica.mutate(
      assignVehicle(ports, { vehicleId, driverId: first, startsAt: at(1), endsAt: at(5) }, []),
    );
    await colleague.replica.mutate(
      assignVehicle(ports, { vehicleId, driverId: second, startsAt: at(4), endsAt: at(6) }, []),
    );
    await sync(clerk, colleague);
    const [{ changes } = NONE] = await colleague.replica.rejected();
    expect(changes[0]?.refusal?.faults).toMatchObject([
      {
        field: "vehicleId",
        message: expect.stringContaining(String(ids[0])),
        offers: [{ startsAt: at(5), endsAt: at(7) }, { startsAt: "2026-02-27T08:00:00.000Z" }],
      },
    ]);
    // What was refused stands in nobody's way here; where the other ends is legal.
    const [create] = assignVehicle(
      ports,
      { vehicleId, driverId: second, startsAt: at(5), endsAt: at(6) },
      [],
    );
    await colleague.replica.mutate(create === undefined ? [] : [create]);
    await sync(colleague);
    expect(await refusedOn(colleague)).toHaveLength(1);
    // The two, and what was refused.
    expect(await colleague.replica.count("vehicle_assignments")).toBe(3);
  });

  test("is one vehicle a driver at a time too: the device says what it can see [APA1, APA3]", async () => {
    const [one, other] = [
      await it.add("vehicles", { plate: "06 B 1", siteId: it.ankara }),
      await it.add("vehicles", { plate: "06 B 2", siteId: it.ankara }),
    ];
    const driverId = await it.add("drivers", { fullName: "C", siteId: it.ankara });
    await sync(clerk);
    const [first = ""] = await made(one, { driverId, startsAt: at(2), endsAt: at(4) });
    await expect(made(other, { driverId, startsAt: at(3), endsAt: at(5) })).rejects.toMatchObject({
      code: "rule_broken",
      faults: [
        {
          field: "driverId",
          message: expect.stringContaining(first),
          offers: [
            { startsAt: at(4), endsAt: at(6) },
            { startsAt: "2026-02-28T08:00:00.000Z", endsAt: at(2) },
          ],
        },
      ],
    });
    await made(other, { driverId, startsAt: at(4), endsAt: at(6) });
    await clerk.replica.mutate([
      { op: "update", collection: "vehicle_assignments", id: first, fields: { note: "late" } },
    ]);
    await sync(clerk);
    expect(await clerk.replica.rejected()).toEqual([]);
  });

  test("moves to another region with its assignments", async () => {
    const vehicleId = await it.add("vehicles", { plate: "06 C 1", siteId: it.ankara });
    const driverId = await it.add("drivers", { fullName: "D", siteId: it.ankara });
    const [change] = assignVehicle(ports, { vehicleId, driverId, startsAt: at(1) }, []);
    await it.add("vehicle_assignments", change?.fields ?? {}, change?.id);
    await sync(admin);
    await admin.replica.mutate([
      { op: "update", collection: "vehicles", id: vehicleId, fields: { siteId: it.bursa } },
    ]);
    await sync(admin, bursa);
    expect(await bursa.replica.get("vehicle_assignments", String(change?.id))).not.toBeNull();
  });
});
