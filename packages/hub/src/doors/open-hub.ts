import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import type { Schema } from "@healthops/schema/schema";
import { composeSchema } from "@healthops/schema/schema";
import type pg from "pg";
import type { AuditAnchor } from "../audit/anchor.ts";
import { HeadTeller } from "../audit/head-teller.ts";
import { postHead } from "../audit/post-head.ts";
import { migrate } from "../tables/migrate.ts";
import { checkPooler } from "../database/pooler-check.ts";
import { openPool } from "../database/pool.ts";
import { openCatalog } from "../engine/catalog.ts";
import type { EngineOptions } from "../engine/engine.ts";
import { Engine } from "../engine/engine.ts";
import { keepApart } from "../engine/keep-apart.ts";
import { keepInUse } from "../engine/keep-in-use.ts";
import type { HubRule } from "../engine/rules.ts";
import { Faults } from "../faults/faults.ts";
import { guardedTimers } from "../faults/guarded.ts";
import type { Hub } from "../hub.ts";
import type { HubModule } from "../hub-module.ts";
import { moduleTablesOf } from "../hub-module.ts";
import { rescope } from "../feed/rescope.ts";
import { CORE_JOBS } from "../jobs/core-jobs.ts";
import type { HubJob } from "../jobs/hub-job.ts";
import type { HubServicesParts, ServiceRhythm } from "../services/hub-services.ts";
import { HubServices } from "../services/hub-services.ts";
import { HubJobs } from "../jobs/hub-jobs.ts";
import { Lines } from "../lines/lines.ts";
import type { AccessListener } from "../access/access-channel.ts";
import { HeadsRelay } from "../live/heads-relay.ts";
import { keyAccountsStay, markKeyAccounts } from "../people/key-accounts.ts";
import { keyRows } from "../keys/key-holder.ts";
import { PasswordTurns } from "../people/password-turns.ts";
import { Principals } from "../people/principal.ts";
import { keepAnAdministrator, keepOwnRights } from "../people/keep-administrators.ts";
import { SigningKeys } from "../people/signing-keys.ts";
import { uniqueSiteCode } from "../engine/unique-site-code.ts";
import { uniqueUsername } from "../people/unique-username.ts";
import { pullFrom } from "../pull/pull.ts";
import { openSecretIds } from "../vault/secret-ids.ts";
import type { WrappingKey } from "../vault/wrapping-key.ts";

const CORE_RULES: readonly HubRule[] = [
  keyAccountsStay,
  uniqueUsername,
  uniqueSiteCode,
  keepOwnRights,
  keepAnAdministrator,
];

/** The engine's transactions, each with a second connection at times, and short questions beside them. */
const RESERVED = 8;

export interface HubOptions {
  readonly connectionString: string;
  /** Past any pooler, for what needs a session of its own [PGB1]; default: the same. */
  readonly directConnectionString?: string;
  readonly modules: readonly HubModule[];
  readonly ports: Ports;
  /** The key around those that sign tokens; the same for all hubs on a database. */
  readonly wrappingKey: WrappingKey;
  /** Where the ends of the audit chain are noted; default: nowhere. */
  readonly anchor?: AuditAnchor;
  /** Address that is told each sealed head of the audit chain; default: none. */
  readonly anchorUrl?: string;
  /** Work by the clock beside that of the core and the modules. */
  readonly jobs?: readonly HubJob[];
  /** Connections to the database for what people ask; default 10. A few more are reserved. */
  readonly connections?: number;
  /** Told, while records enter the scopes that a new version declares, how many of a collection did. */
  readonly onRescoped?: (collection: string, moved: number) => void;
  /** Told about faults that the hub recovers from by itself (a lost live connection). */
  readonly onFault: (error: Error) => void;
  /** Where the process tells its faults; by default the hub has its own, which tell `onFault`. */
  readonly faults?: Faults;
  /** How services of the modules change hands between hub processes. Default: within seconds. */
  readonly serviceRhythm?: ServiceRhythm;
  /** Told when what other hubs notify does not come through, and when it does again [PGB2]. */
  readonly onLiveDeaf?: (deaf: boolean) => void;
}

/** A hub with the modules that it was opened with, for those who open its doors. */
export interface OpenHub extends Hub {
  readonly modules: readonly HubModule[];
}

/** Tables are made past the pooler, in a session that nobody else gets in between. */
async function migrateDirectly(
  direct: string,
  { connectionString, modules }: HubOptions,
  pool: pg.Pool,
  schema: Schema,
): ReturnType<typeof migrate> {
  const tables = moduleTablesOf(modules);
  if (direct === connectionString) return migrate(pool, schema, [], tables);
  const past = openPool(direct, 1);
  return migrate(past, schema, [], tables).finally(() => past.end());
}

/** Both look before each use of a new connection whether the database is still the same. */
function openPools(
  { connectionString, connections, onFault }: HubOptions,
  lines: Lines,
): Pick<Hub, "pool" | "reserved"> {
  const open = (size?: number): pg.Pool => {
    const pool = openPool(connectionString, size, undefined, (each) => lines.verify(each));
    return pool.on("error", onFault);
  };
  return { pool: open(connections), reserved: open(RESERVED) };
}

/** After the connection was away its database may be another one: looked at before somebody asks [LIN8]. */
function lookAtLine(lines: Lines, pool: pg.Pool, { onFault }: HubOptions): AccessListener {
  return ({ who }) => {
    if (who === "line" || who === "everybody") lines.renew(pool).catch(onFault);
  };
}

/** What the core and the modules have to say about changes. */
function deciding(
  schema: Schema,
  { clock }: Pick<Ports, "clock">,
  modules: readonly HubModule[],
): Pick<EngineOptions, "rules" | "reactions" | "effects"> {
  const own = modules.flatMap((module) => module.rules ?? []);
  return {
    rules: [keepInUse(schema), ...CORE_RULES, ...own, keepApart(schema, clock)],
    reactions: modules.flatMap((module) => module.reactions ?? []),
    effects: modules.flatMap((module) => module.effects ?? []),
  };
}

function servicesOf(
  { modules, serviceRhythm: rhythm }: HubOptions,
  { faults, ...parts }: Pick<HubServicesParts, "hub" | "db" | "ports"> & Pick<Hub, "faults">,
): HubServices {
  const services = modules.flatMap((module) => module.services ?? []);
  return new HubServices({ ...parts, services, rhythm, tellFault: faults.tell.bind(faults) });
}

function jobsOf({ modules, jobs = [] }: HubOptions): readonly HubJob[] {
  return [...CORE_JOBS, ...modules.flatMap((module) => module.jobs ?? []), ...jobs];
}

/** Connects, brings the database to the schema and starts the live relay. */
export async function openHub(options: HubOptions): Promise<OpenHub> {
  const { modules } = options;
  const faults = options.faults ?? ownFaults(options);
  const timers = guardedTimers(options.ports.timers, faults.tell.bind(faults));
  const ports = { ...options.ports, timers };
  const schema = composeSchema(modules.map(({ module }) => module));
  const direct = options.directConnectionString ?? options.connectionString;
  const lines = new Lines();
  const { pool, reserved } = openPools(options, lines);
  const live = new HeadsRelay({
    database: pool,
    connectionString: direct,
    ports,
    onError: options.onFault,
    ...(options.onLiveDeaf === undefined ? {} : { onDeaf: options.onLiveDeaf }),
  });
  const principals = new Principals(reserved, ports.clock, schema.duties);
  // the first to hear: whoever looks again after this asks the database
  live.access.subscribe(() => principals.forget());
  try {
    const { epoch, ranBefore } = await migrateDirectly(direct, options, pool, schema);
    await checkPooler(pool, ports.timers);
    await lines.open(pool);
    const catalog = await openCatalog(pool, schema);
    await rescope(pool, catalog, options.onRescoped ?? (() => undefined));
    await live.open();
    const engine = new Engine({
      pool: reserved,
      catalog,
      epoch,
      lines,
      ports,
      ...deciding(schema, ports, modules),
      onCommitted: (heads) => live.publish(heads),
    });
    await markKeyAccounts(pool, engine, ports);
    lines.onChange(() => principals.forget());
    live.access.subscribe(lookAtLine(lines, pool, options));
    const hub: OpenHub = {
      schema,
      modules,
      ports,
      faults,
      pool,
      reserved,
      engine,
      pull: pullFrom({ pool, catalog, epoch, lines }),
      live,
      lines,
      directConnectionString: direct,
      ranBefore,
      principals,
      ...anchorsOf(options, { pool, epoch, ports, faults }),
      ...proofsOf(ports, reserved, schema, options),
      secretIds: await openSecretIds(pool),
      jobs: new HubJobs(() => hub, pool, jobsOf(options), options.onFault),
      services: servicesOf(options, { hub: () => hub, db: reserved, ports, faults }),
      async close() {
        await Promise.all([hub.jobs.stop(), hub.services.stop()]);
        hub.headTeller?.stop();
        await shut(live, pool, reserved);
      },
    };
    return hub;
  } catch (error) {
    await shut(live, pool, reserved);
    throw error;
  }
}

/** By what people and programs prove who they are. */
function proofsOf(
  { clock, timers }: Ports,
  reserved: pg.Pool,
  { duties }: Schema,
  { wrappingKey }: HubOptions,
): Pick<Hub, "signingKeys" | "passwords" | "keys"> {
  return {
    signingKeys: new SigningKeys(reserved, clock, wrappingKey),
    passwords: new PasswordTurns(timers),
    keys: keyRows(reserved, duties),
  };
}

/** By what the end of the audit chain is kept outside of the database. */
function anchorsOf(
  { anchorUrl: url, ...options }: HubOptions,
  { pool, epoch, ports, faults }: Pick<Hub, "pool" | "ports" | "faults"> & { epoch: string },
): Pick<Hub, "anchor" | "headTeller"> {
  const anchor = options.anchor ?? null;
  if (url === undefined) return { anchor, headTeller: null };
  const tellFault = (error: unknown): void => faults.tell("head teller", error);
  const { clock, timers } = ports;
  const parts = { url, hub: epoch, db: pool, post: postHead, clock, timers, tellFault };
  return { anchor, headTeller: new HeadTeller(parts) };
}

async function shut(live: HeadsRelay, ...pools: readonly pg.Pool[]): Promise<void> {
  await live.close();
  await Promise.all(pools.map((pool) => pool.end()));
}

function ownFaults({ ports, onFault }: HubOptions): Faults {
  return new Faults({
    clock: ports.clock,
    newId: () => newId(ports),
    log: (_fault, error) => onFault(error instanceof Error ? error : new Error(String(error))),
  });
}
