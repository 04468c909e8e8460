import type { Mutation } from "@healthops/protocol/wire/push";
import type { Role } from "@healthops/schema/person";
import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import type { Ledger } from "./books/ledger.ts";
import type { SimHub } from "./sim-hub.ts";

export interface SimPerson {
  readonly id: string;
  readonly username: string;
}

/** The places and people of a simulation. */
export interface World {
  readonly siteIds: readonly string[];
  readonly people: readonly SimPerson[];
}

const SITES = 3;

/** Three sites; so many people that some have several devices and every site has several people. */
export function drawWorld(devices: number, ports: Pick<Ports, "clock" | "random">): World {
  const siteIds = Array.from({ length: SITES }, () => newId(ports));
  const people = Array.from({ length: Math.max(2, Math.ceil(devices * 0.7)) }, (_, index) => ({
    id: newId(ports),
    username: `person${index + 1}`,
  }));
  return { siteIds, people };
}

/** Puts them into the hub, as an administrator would. */
export async function settleWorld(world: World, hub: SimHub, ledger: Ledger): Promise<void> {
  const mutations: Mutation[] = [
    ...world.siteIds.map((id, index) => create("sites", id, { name: `Site ${index + 1}` })),
    ...world.people.map(({ id, username }, index) =>
      create("people", id, {
        username,
        displayName: username,
        role: roleOf(index),
        // Two sites to begin with, so that people meet; the third fills when people move.
        siteId: world.siteIds[index % (SITES - 1)] ?? null,
      }),
    ),
  ];
  for (const mutation of mutations) await administer(hub, ledger, mutation);
}

/** A change by the hub itself, written into the ledger whatever becomes of it. */
export async function administer(hub: SimHub, ledger: Ledger, mutation: Mutation): Promise<void> {
  const group = { seq: 1, deviceTime_ms: 0, mutations: [mutation] };
  const receipts = await hub.administer([group]).catch(() => null);
  ledger.hubEdits.push({ mutation, receipt: receipts?.[0] ?? null });
}

function roleOf(index: number): Role {
  if (index === 0) return "ADMIN";
  return index <= 2 ? "MANAGER" : "USER";
}

function create(collection: string, id: string, fields: Mutation["fields"]): Mutation {
  return { collection, id, op: "create", base: 0, fields };
}
