import type { Static } from "typebox";
import { Type } from "typebox";
import { INT4_MAX, SAFE_MAX } from "@healthops/base/storable";
import { TOLD_MAX } from "../device-status.ts";
import { AnyJson, Count, Said, SmallCount, Version, orNull, text, whole } from "../stored.ts";
import { FieldName, Id, InLanguages } from "./common.ts";

/*
 * What administration asks and is answered: accounts, devices, jobs, the audit chain, the hub itself.
 * Only screens that the same hub serves read it, so it is no part of what devices agree on [VER1].
 */

const Moment = text(40, { description: "ISO 8601 in UTC" });
const MomentOrNull = orNull(Moment);
const IdOrNull = orNull(Id);
const SaidOrNull = orNull(Said);
const CountOrNull = orNull(Count);
/* What a device says of itself: bounded where it comes in, and believed by nobody [DEV5]. */
const ITS_WORD = { description: "The device's own word" };
const ToldText = orNull(text(300, ITS_WORD));
const ToldNumber = orNull(whole(0, INT4_MAX, ITS_WORD));
const ToldCount = orNull(whole(0, TOLD_MAX, ITS_WORD));
const Next = SaidOrNull;
const TwoCounts = Type.Unsafe<[number, number]>({
  type: "array",
  items: Count,
  minItems: 2,
  maxItems: 2,
});
const Fields = Type.Record(FieldName, AnyJson);

export const SignOutAnswer = Type.Object({ sessionsEnded: Count });
export type SignOutAnswer = Static<typeof SignOutAnswer>;

/** What the hub alone knows of a person: whether and how they can sign in. */
export const Account = Type.Object({
  personId: Id,
  hasPassword: Type.Boolean(),
  mustChange: Type.Boolean(),
  passwordChangedAt: MomentOrNull,
  /** Open sessions. */
  sessions: Count,
  /** When one of the sessions was last renewed. */
  lastSeenAt: MomentOrNull,
  /** Devices that are neither revoked nor wiped. */
  devices: Count,
  /** Whether the reader may set the password and end the sessions. */
  mayManage: Type.Boolean(),
});
export type Account = Static<typeof Account>;

export const AccountPage = Type.Object({ accounts: Type.Array(Account), next: Next });
export type AccountPage = Static<typeof AccountPage>;

export const DEVICE_STATES = ["active", "revoked", "wipe_ordered", "wiped"] as const;

/** A device's database, as the hub knows it. */
export const Device = Type.Object({
  /** Id of the replica. */
  id: Id,
  personId: Id,
  username: SaidOrNull,
  displayName: SaidOrNull,
  siteId: IdOrNull,
  /** Browser or program and system, `Chrome · Windows`; null while nothing told. */
  name: ToldText,
  /** The `User-Agent` as it was sent. */
  userAgent: ToldText,
  appVersion: ToldText,
  protocol: ToldNumber,
  schemaVersion: ToldText,
  /** Whether its declaration of records is the hub's. */
  schemaCurrent: Type.Boolean(),
  firstSeenAt: Moment,
  lastSeenAt: Moment,
  lastPushAt: MomentOrNull,
  lastPullAt: MomentOrNull,
  /** As the device told last, at `statusAt`; null: it never told. */
  waiting: ToldCount,
  rejected: ToldCount,
  conflicts: ToldCount,
  statusAt: MomentOrNull,
  /** Open sessions of this device. */
  sessions: Count,
  state: Type.Enum([...DEVICE_STATES]),
  revokedAt: MomentOrNull,
  revokedBy: IdOrNull,
  wipeOrderedAt: MomentOrNull,
  wipeOrderedBy: IdOrNull,
  /** When the device was told to erase its data. */
  wipeToldAt: MomentOrNull,
  /** When the device said that it had. */
  wipedAt: MomentOrNull,
  /** Unsent changes that were erased with it, as the device counted them. */
  lostChanges: ToldCount,
  mayRevoke: Type.Boolean(),
  mayWipe: Type.Boolean(),
});
export type Device = Static<typeof Device>;

export const DevicePage = Type.Object({ devices: Type.Array(Device), next: Next });
export type DevicePage = Static<typeof DevicePage>;

/** Body of revoke, wipe and allow. */
export const DeviceActionRequest = Type.Object(
  { reason: Type.Optional(text(500)) },
  { additionalProperties: false },
);
export type DeviceActionRequest = Static<typeof DeviceActionRequest>;

/** Body of `POST /api/v1/devices/{id}/wiped`: the device's own last word. */
export const DeviceWipedRequest = Type.Object(
  { receipt: text(100, { minLength: 22 }), lostChanges: SmallCount },
  { additionalProperties: false },
);
export type DeviceWipedRequest = Static<typeof DeviceWipedRequest>;

/** One accepted change. */
export const AuditEntry = Type.Object({
  collection: Said,
  recordId: Id,
  version: Version,
  op: Type.Enum(["create", "update", "delete", "restore"]),
  at: Moment,
  personId: IdOrNull,
  replicaId: IdOrNull,
  deviceTime: MomentOrNull,
  /** The content is not for the reader; `before`, `after` and `reason` are null. */
  withheld: Type.Boolean(),
  reason: SaidOrNull,
  /** The changed fields only. */
  before: orNull(Fields),
  after: orNull(Fields),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditPage = Type.Object({ entries: Type.Array(AuditEntry), next: Next });
export type AuditPage = Static<typeof AuditPage>;

/** Something that matters to the hub's security. */
export const SecurityEvent = Type.Object({
  id: Count,
  at: Moment,
  /** One of `SECURITY_EVENT_KINDS`, or one that a newer hub knows. */
  kind: Said,
  personId: IdOrNull,
  sessionId: IdOrNull,
  byPersonId: IdOrNull,
  detail: Fields,
});
export type SecurityEvent = Static<typeof SecurityEvent>;

export const SecurityEventPage = Type.Object({ events: Type.Array(SecurityEvent), next: Next });
export type SecurityEventPage = Static<typeof SecurityEventPage>;

/** Body of `POST /api/v1/audit/exports`: a list that a person took out of the system. */
export const ExportNote = Type.Object(
  {
    collection: text(60, { minLength: 1 }),
    format: Type.Enum(["csv", "xlsx", "pdf", "print"]),
    rows: Count,
  },
  { additionalProperties: false },
);
export type ExportNote = Static<typeof ExportNote>;

/** Where the hash chain over changes and security events stands. */
export const ChainStatus = Type.Object({
  /** `unverified`: nothing was checked yet. */
  state: Type.Enum(["unverified", "whole", "broken"]),
  /** Sealed blocks, and what they hold. */
  blocks: Count,
  changes: Count,
  events: Count,
  /** Changes and events that the next sealing takes in. */
  waiting: Count,
  /** The newest block's hash: write it down elsewhere, and nobody can rewrite what is below it. */
  head: SaidOrNull,
  sealedAt: MomentOrNull,
  verifiedAt: MomentOrNull,
  /** How many blocks the last check found whole. */
  verifiedBlocks: Count,
  /** The first block that is not as it was sealed. */
  fault: orNull(Type.Object({ block: Count, message: Said })),
  /** Whether the hash that was asked about is one of the chain's. */
  notedHolds: Type.Optional(Type.Boolean()),
});
export type ChainStatus = Static<typeof ChainStatus>;

export const JobRun = Type.Object({
  startedAt: Moment,
  /** Null while it runs. */
  finishedAt: MomentOrNull,
  duration_ms: CountOrNull,
  outcome: Type.Enum(["running", "done", "failed"]),
  /** What it did, or why it failed. */
  message: SaidOrNull,
  /** Who started it; null: its schedule. */
  byPersonId: IdOrNull,
});
export type JobRun = Static<typeof JobRun>;

export const Job = Type.Object({
  name: Said,
  title: InLanguages,
  /** Cron, in UTC; null: only when somebody starts it. */
  schedule: SaidOrNull,
  next: MomentOrNull,
  last: orNull(JobRun),
});
export type Job = Static<typeof Job>;

export const JobList = Type.Object({
  /** Whether this hub process runs jobs. */
  running: Type.Boolean(),
  jobs: Type.Array(Job),
});
export type JobList = Static<typeof JobList>;

export const JobRunList = Type.Object({ runs: Type.Array(JobRun) });
export type JobRunList = Static<typeof JobRunList>;

/** Body of `POST /api/v1/keys`. */
export const NewApiKey = Type.Object(
  {
    /** The site whose records the key opens; null opens all of them. */
    siteId: IdOrNull,
    /** What it is for, as people read it in lists and in the history: 1 to 100 characters. */
    label: text(100, { minLength: 1 }),
  },
  { additionalProperties: false },
);
export type NewApiKey = Static<typeof NewApiKey>;

/** A key that was made: the key itself is answered this once. */
export const MadeApiKey = Type.Object({ id: Id, key: Said });
export type MadeApiKey = Static<typeof MadeApiKey>;

/** A key as administrators list it; the key itself is nowhere. */
export const ApiKey = Type.Object({
  id: Id,
  siteId: IdOrNull,
  label: Said,
  createdAt: Moment,
  createdBy: IdOrNull,
  lastUsedAt: MomentOrNull,
  lastUploadAt: MomentOrNull,
  revokedAt: MomentOrNull,
});
export type ApiKey = Static<typeof ApiKey>;

export const ApiKeyList = Type.Object({ keys: Type.Array(ApiKey) });
export type ApiKeyList = Static<typeof ApiKeyList>;

export const HubStatus = Type.Object({
  version: Said,
  startedAt: Moment,
  uptime_s: Count,
  epoch: Said,
  schemaVersion: Said,
  protocol: Count,
  database: Type.Object({
    version: Said,
    size_bytes: Count,
    /** Connections of all programs, and how many there may be. */
    connections: Count,
    connectionsMax: Count,
    /** Number of its line of time: one more with each promotion or copy that the hub went on from. */
    line: Count,
    /** Whether this hub process does not hear what others notify: a pooler stands between. */
    liveDeaf: Type.Boolean(),
  }),
  /** Records that are not deleted, estimated by the database for large tables. */
  records: Type.Array(Type.Object({ collection: Said, count: Count })),
  devices: Type.Object({ known: Count, seenToday: Count, live: Count }),
  sessions: Count,
  /** Of this hub process, in the last minute and the last 15. */
  rates: Type.Object({
    pushes: TwoCounts,
    mutations: TwoCounts,
    pulls: TwoCounts,
    rows: TwoCounts,
  }),
  /** Requests that failed by the hub's fault since it started, the newest first (at most 20). */
  errors: Type.Object({
    count: Count,
    latest: Type.Array(
      Type.Object({
        at: Moment,
        code: Said,
        route: Said,
        requestId: Said,
      }),
    ),
  }),
  memory_bytes: Count,
  /** Of the hub's data folder; null when the database is elsewhere. */
  disk: orNull(Type.Object({ free_bytes: Count, total_bytes: Count })),
  /** The newest backup that this hub or its command line made; null: none yet. */
  backup: Type.Object({ lastAt: MomentOrNull }),
  /** How far the sealing of changes and events is behind; hubs before this said nothing of it. */
  audit: Type.Optional(
    Type.Object({
      /** What the oldest unsealed one has waited beyond the sealing interval. */
      sealLate_s: Count,
      /** Whether that is so much that somebody should look. */
      sealTooLate: Type.Boolean(),
      /** How telling the chain's end to an address goes, in this hub process; null: no address is set. */
      told: orNull(
        Type.Object({
          /** The newest block that the address took, and when; null: none since the process started. */
          block: orNull(Count),
          at: MomentOrNull,
          /** Failures since then; 0: nothing waits. */
          failedInARow: Count,
          failures: Count,
          /** Why the last one failed: `http_503`, `timeout`, `ECONNREFUSED`, … */
          reason: SaidOrNull,
        }),
      ),
    }),
  ),
});
export type HubStatus = Static<typeof HubStatus>;

const SUM_OF_WORDS = { description: "The sum of what its devices said last" };

/** One site in the overview; `siteId` null: people of no site. */
export const SiteOverview = Type.Object({
  siteId: IdOrNull,
  name: SaidOrNull,
  people: Count,
  disabledPeople: Count,
  devices: Count,
  /** Newest contact of any of its devices. */
  lastSyncAt: MomentOrNull,
  /** The longest time that a device in use has not been in touch: its last contact. */
  stalestSyncAt: MomentOrNull,
  waiting: whole(0, SAFE_MAX, SUM_OF_WORDS),
  rejected: whole(0, SAFE_MAX, SUM_OF_WORDS),
  openConflicts: Count,
  /** Refused changes that wait for somebody to take them over or set them aside. */
  refusedOpen: Count,
});
export type SiteOverview = Static<typeof SiteOverview>;

export const SiteOverviewList = Type.Object({ sites: Type.Array(SiteOverview) });
export type SiteOverviewList = Static<typeof SiteOverviewList>;
