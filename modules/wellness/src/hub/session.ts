import type { Hub } from "@healthops/hub/hub";
import type { HubActor } from "@healthops/hub/hub-actor";
import { completeContent } from "@healthops/schema/content";
import type { Content } from "@healthops/schema/record";
import type { FastifyRequest } from "fastify";
import { wellnessProfiles } from "../collections/wellness-profiles.ts";
import { dayOf } from "@healthops/base/days";
import { profileIdOf } from "../profile-id.ts";
import { ClientIds } from "./client-ids.ts";
import type { Kind } from "./kinds.ts";
import { readKnown } from "./known-records.ts";
import type { NewFields } from "./plan-change.ts";

/** A request of a person's older client. */
export interface Session {
  readonly hub: Hub;
  readonly actor: HubActor;
  readonly username: string;
  readonly ids: ClientIds;
}

export function sessionOf(hub: Hub, request: FastifyRequest): Session {
  const { actor, principal } = request;
  const ids = new ClientIds(hub.pool, hub.secretIds, actor.personId);
  return { hub, actor, username: principal.username, ids };
}

/**
 * What the product wants of a new record and older clients do not send: whose it is, that it is
 * shared if the person shares new records, and the day, which is the day it arrives (UTC).
 */
export async function newFieldsFor({ hub, actor }: Session): Promise<NewFields> {
  const { personId, siteIds } = actor;
  const siteId = siteIds[0] ?? null;
  const share = siteId !== null && (await sharesByDefault(hub, personId));
  const today = dayOf(hub.ports.clock.now());
  return ({ namesUser, dayField }: Kind): Content => ({
    personId,
    ...(namesUser ? { siteId, sharedWithManager: share } : {}),
    ...(dayField === null ? {} : { [dayField]: today }),
  });
}

async function sharesByDefault(hub: Hub, personId: string): Promise<boolean> {
  const id = profileIdOf(personId);
  const entry = hub.engine.catalog.named(wellnessProfiles.name);
  const profile = (await readKnown(hub.pool, entry, personId, [id])).get(id);
  const content =
    profile?.deleted === false ? profile.content : completeContent(wellnessProfiles, { personId });
  return content["shareByDefault"] === true;
}
