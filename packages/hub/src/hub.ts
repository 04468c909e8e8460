import type { Ports } from "@healthops/base/ports";
import type { Schema } from "@healthops/schema/schema";
import type pg from "pg";
import type { AuditAnchor } from "./audit/anchor.ts";
import type { HeadTeller } from "./audit/head-teller.ts";
import type { Engine } from "./engine/engine.ts";
import type { Faults } from "./faults/faults.ts";
import type { JobDesk } from "./job-desk.ts";
import type { RanBefore } from "./database/installed-version.ts";
import type { Lines } from "./lines/lines.ts";
import type { HeadsRelay } from "./live/heads-relay.ts";
import type { KeyRows } from "./keys/key-holder.ts";
import type { PasswordTurns } from "./people/password-turns.ts";
import type { Principals } from "./people/principal.ts";
import type { ServiceDesk } from "./service-desk.ts";
import type { SigningKeys } from "./people/signing-keys.ts";
import type { Pull } from "./pull/pull.ts";
import type { SecretIds } from "./vault/secret-ids.ts";

/** An open hub: the engine on its database, without any door to the network. */
export interface Hub {
  readonly schema: Schema;
  /** Its timers are guarded: what fails in one of them is told to `faults`. */
  readonly ports: Ports;
  /** Where everything ends that was thrown and that nobody waits for. */
  readonly faults: Faults;
  /** For everything that people ask; what a request asks here is within its budget. */
  readonly pool: pg.Pool;
  /**
   * Connections kept for what must go on whatever anybody asks: writing, signing in, who somebody is,
   * health. Short statements only.
   */
  readonly reserved: pg.Pool;
  readonly engine: Engine;
  readonly pull: Pull;
  readonly live: HeadsRelay;
  /** The database's unbroken histories [LIN]. */
  readonly lines: Lines;
  /** Leads to the database past any pooler [PGB1]. */
  readonly directConnectionString: string;
  /** Which version had the database before; on a newer one's tables nothing was changed [UPG1]. */
  readonly ranBefore: RanBefore;
  readonly principals: Principals;
  readonly signingKeys: SigningKeys;
  /** The one way to look at a password or to hash one, in turns. */
  readonly passwords: PasswordTurns;
  /** Keys of programs, as {@link keyHolder} asks for them. */
  readonly keys: KeyRows;
  /** Ids for what older programs number by themselves; nobody outside can compute them [PSH6]. */
  readonly secretIds: SecretIds;
  /** Where the ends of the audit chain are noted outside of the database; null: nowhere. */
  readonly anchor: AuditAnchor | null;
  /** Tells them to an address outside of the hub; null: to none. */
  readonly headTeller: HeadTeller | null;
  /** What the hub does by itself; runs nothing until it is started. */
  readonly jobs: JobDesk;
  /** What the modules do all the time; runs nothing until it is started. */
  readonly services: ServiceDesk;
  close(): Promise<void>;
}
