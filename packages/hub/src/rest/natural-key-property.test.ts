import fc from "fast-check";
import { naturalId } from "@healthops/schema/natural-key";
import { keyedModule, parcels } from "@healthops/testing/fixtures/keyed-module";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  TestDevice,
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
} from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { restRoutes } from "../doors/rest-routes.ts";
import type { Caller } from "../testing/rest-door.ts";
import { RestDoor } from "../testing/rest-door.ts";

let it: TestHub;
let door: RestDoor;
let ankara: string;
let clerk: Caller;
let desk: HubActor;
let head: HubActor;
beforeAll(async () => {
  it = await openTestHub([{ module: keyedModule }]);
  door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  ankara = await addSite(it.hub, "Ankara");
  clerk = await door.person("USER", ankara);
  desk = await addActor(it.hub, "USER", ankara);
  head = await addActor(it.hub, "MANAGER", ankara);
});
afterAll(async () => {
  await door.close();
  await it.close();
});

interface Typed {
  readonly weight?: number;
  readonly note?: string;
}

const typed = fc.record(
  { weight: fc.integer({ min: 1, max: 3 }), note: fc.constantFrom("a", "b") },
  { requiredKeys: [] },
);
const course = fc.record({
  /** What became of the key before: nothing, a record of somebody else, or one that was deleted. */
  before: fc.constantFrom("none", "made", "deleted"),
  first: typed,
  /** Each device makes it without having heard of any other; the API's client asks the hub. */
  doors: fc.shuffledSubarray(["desk", "head", "rest"] as const, { minLength: 2 }),
  given: fc.record({ desk: typed, head: typed, rest: typed }),
});

let names = 0;

test("[NAT3, NAT4] whichever door and order a key is typed in, one record remains and nothing typed is lost", async () => {
  await fc.assert(
    fc.asyncProperty(course, async ({ before, first, doors, given }) => {
      const name = `parcel ${++names}`;
      const id = naturalId(parcels, { name });
      const fieldsOf = (fields: Typed) => ({ name, siteId: ankara, ...fields });
      const kept: Typed[] = [];
      if (before !== "none") {
        const maker = new TestDevice(it.hub, head);
        await maker.push([create("parcels", id, fieldsOf(first))]);
        if (before === "made") kept.push(first);
        else await applied(it.hub, head, remove("parcels", id, 1));
      }
      for (const one of doors) {
        if (one === "rest") {
          const { status, body } = await clerk.post("/api/v1/post/parcels", fieldsOf(given.rest));
          // Told where it is, the client still has what it wanted to write.
          const told = body["code"] === "key_taken" && body["id"] === id;
          if (status >= 300 && !told) throw new Error(JSON.stringify(body));
          if (!told) kept.push(given.rest);
          continue;
        }
        const device = new TestDevice(it.hub, one === "desk" ? desk : head);
        const [receipt] = await device.push([create("parcels", id, fieldsOf(given[one]))]);
        expect(receipt?.status).toBe("applied");
        kept.push(given[one]);
      }
      const { rows } = await it.hub.pool.query<Typed & { deleted: boolean }>(
        "select weight, note, deleted from data.parcels where name = $1",
        [name],
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.deleted).toBe(false);
      const open = await it.hub.pool.query<{ mine: Typed; theirs: Typed }>(
        "select mine, theirs from data.conflicts where record_id = $1 and status = 'open'",
        [id],
      );
      const stands = [...rows, ...open.rows.flatMap(({ mine, theirs }) => [mine, theirs])];
      const lost = kept.flatMap((fields) =>
        (["weight", "note"] as const).filter(
          (name) => fields[name] !== undefined && stands.every((one) => one[name] !== fields[name]),
        ),
      );
      expect(lost).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
