import { newId } from "@healthops/base/ids";
import type { PullResponse } from "@healthops/protocol/wire/pull";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import {
  addActor,
  addSite,
  applied,
  create,
  openTestHub,
  remove,
  update,
} from "@healthops/testing/hub/test-hub";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { ReadPath } from "./answer.ts";
import type { Pull } from "./pull.ts";
import { pullFrom } from "./pull.ts";
import { SharedPieces } from "./shared-pieces.ts";

let it: TestHub;
let sites: string[];
let desks: HubActor[];
let shared: Pull;
let alone: Pull;
/** How many pieces were read from the database. */
let reads = 0;
beforeAll(async () => {
  it = await openTestHub();
  sites = [await addSite(it.hub, "Ankara"), await addSite(it.hub, "Bursa")];
  desks = await Promise.all(
    Array.from({ length: 8 }, () => addActor(it.hub, "USER", sites[0] ?? "")),
  );
});
afterAll(() => it.close());
beforeEach(() => {
  reads = 0;
  const { pool, engine, lines } = it.hub;
  const path: Omit<ReadPath, "pieces"> = {
    pool,
    catalog: engine.catalog,
    epoch: engine.epoch,
    lines,
  };
  const pieces = new SharedPieces(it.hub.ports.clock);
  shared = pullFrom({
    ...path,
    pieces: {
      of: (head, from, read) =>
        pieces.of(head, from, () => {
          reads++;
          return read();
        }),
    },
  });
  alone = pullFrom({ ...path, pieces: { of: async () => null } });
});

const card = (site: string, title: string) =>
  create("site_cards", newId(it.hub.ports), { siteId: site, title });

async function ask(pull: Pull, actor: HubActor, positions: PullResponse["positions"]) {
  const answer = await pull(
    actor,
    {
      protocol: PROTOCOL_VERSION,
      schema: it.hub.schema.version,
      replicaId: newId(it.hub.ports),
      epoch: it.hub.engine.epoch,
      positions,
    },
    null,
  );
  if (answer.status !== 200) throw new Error("an answer without an ETag has a body");
  return JSON.parse(answer.body) as PullResponse;
}

const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).toSorted();

/** What a device learns, in an order that says nothing. */
function learned({ changed, deleted, left, positions, complete }: PullResponse) {
  const rows = changed.flatMap(({ name, fields, columns }) =>
    (columns[0] ?? []).map((_, row) => [name, fields.map((_field, at) => columns[at]?.[row])]),
  );
  const gone = deleted.flatMap(({ name, ids, versions }) =>
    ids.map((id, at) => [name, id, versions[at]]),
  );
  const departed = left.flatMap(({ scope, name, ids }) => ids.map((id) => [scope, name, id]));
  return {
    complete,
    positions,
    rows: sorted(rows),
    gone: sorted(gone),
    departed: sorted(departed),
  };
}

const headsOf = async (actor: HubActor) => (await ask(alone, actor, {})).positions;

test("[FAN5] what the desks of a site ask for within a moment is read once", async () => {
  const [first] = desks;
  if (first === undefined) throw new Error("there are desks");
  const before = await Promise.all(desks.map(headsOf));
  await applied(it.hub, first, card(sites[0] ?? "", "called"));
  const answers = await Promise.all(desks.map((desk, at) => ask(shared, desk, before[at] ?? {})));
  expect(reads).toBe(1);
  for (const { complete, changed } of answers) {
    expect(complete).toBe(true);
    expect(changed.map(({ name }) => name)).toEqual(["site_cards"]);
  }
});

test("[FAN5] nobody gets a piece of a scope that they do not hold", async () => {
  const stranger = await addActor(it.hub, "USER", sites[1] ?? "");
  const before = await headsOf(stranger);
  await applied(it.hub, SYSTEM_ACTOR, card(sites[0] ?? "", "not theirs"));
  const [desk] = desks;
  if (desk === undefined) throw new Error("there are desks");
  await ask(shared, desk, before);
  const answer = await ask(shared, stranger, { ...before, [`site:${sites[0]}`]: 0 });
  expect(learned(answer)).toMatchObject({ rows: [], gone: [], departed: [] });
});

test("[FAN5, PUL2, PUL4] an answer of pieces says what one snapshot says, whatever happened", async () => {
  const [home = "", away = ""] = sites;
  const both = await addActor(it.hub, "ADMIN", null, sites);
  const known: { id: string; version: number; deleted: boolean }[] = [];
  const act = fc.record({
    kind: fc.constantFrom("make", "edit", "move", "remove"),
    which: fc.nat(100),
    site: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 6 }), async (acts) => {
      const actors = [desks[0] ?? both, both];
      const from = await Promise.all(actors.map(headsOf));
      for (const { kind, which, site } of acts) {
        const open = known.filter(({ deleted }) => !deleted);
        const one = open[which % Math.max(1, open.length)];
        if (kind === "make" || one === undefined) {
          const made = card(site ? home : away, "made");
          await applied(it.hub, SYSTEM_ACTOR, made);
          known.push({ id: made.id, version: 1, deleted: false });
          continue;
        }
        const change =
          kind === "remove"
            ? remove("site_cards", one.id, one.version)
            : update(
                "site_cards",
                one.id,
                one.version,
                kind === "move" ? { siteId: site ? home : away } : { title: `e${which}` },
              );
        const { mutations } = await applied(it.hub, SYSTEM_ACTOR, change);
        one.version = mutations[0]?.status === "applied" ? mutations[0].version : one.version;
        one.deleted = kind === "remove";
      }
      for (const [at, actor] of actors.entries()) {
        const positions = from[at] ?? {};
        // the second asks for what is remembered
        const answers = [
          await ask(shared, actor, positions),
          await ask(shared, actor, positions),
          await ask(alone, actor, positions),
        ].map(learned);
        expect(answers[0]).toEqual(answers[2]);
        expect(answers[1]).toEqual(answers[2]);
      }
    }),
    { numRuns: 25 },
  );
  expect(reads).toBeGreaterThan(0);
});

test("[FAN5] while others write, no answer is of two moments", async () => {
  const [home = ""] = sites;
  const [desk] = desks;
  if (desk === undefined) throw new Error("there are desks");
  const from = await headsOf(desk);
  const pair = [card(home, "0"), card(home, "0")];
  await applied(it.hub, SYSTEM_ACTOR, ...pair);
  const written = Array.from({ length: 30 }, (_, at) => at + 1);
  const asked = desks.map(async (one) => {
    for (let again = 0; again < 20; again++) {
      const page = await ask(shared, one, from);
      const cards = page.changed.find(({ name }) => name === "site_cards");
      const titles = cards?.columns[cards.fields.indexOf("title")] ?? [];
      expect(new Set(titles).size).toBe(1);
    }
  });
  for (const version of written) {
    const changes = pair.map(({ id }) =>
      update("site_cards", id, version, { title: `${version}` }),
    );
    await applied(it.hub, SYSTEM_ACTOR, ...changes);
  }
  await Promise.all(asked);
});
