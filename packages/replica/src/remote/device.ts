import type {
  OwnPasswordRequest,
  ReplacePasswordRequest,
} from "@healthops/protocol/wire/passwords";
import type { Identity } from "@healthops/protocol/wire/auth";
import type { Replica } from "../replica.ts";
import type { SignedIn } from "../sign-in/sign-in.ts";
import type { SyncReport } from "../sync/sync-run.ts";
import type {
  ConnectionReport,
  DeviceCopy,
  DeviceCredentials,
  HubAnswer,
  HubRequest,
  KnownPerson,
  Locked,
  PinChange,
  StorageReport,
} from "./replica-api.ts";

/**
 * Where replicas live: a browser profile, a computer. It holds several people's databases and has at
 * most one of them open. One adapter for each platform; `ReplicaService` makes a `ReplicaApi` of it.
 */
export interface Device {
  /** The open replica of the person who is signed in; null before, and while locked. */
  readonly current: Replica | null;
  /** Who is locked; null while nobody is, and while somebody's replica is open. */
  readonly locked: Locked | null;
  /** Whether an administrator had the data erased that was open here; false when anybody's is open. */
  readonly erased: boolean;
  /** Calls after `current` or `locked` changed. Returns the way to stop. */
  onCurrent(listener: () => void): () => void;
  /** Resolves when it is known whether somebody is signed in already, in another window. */
  settled(): Promise<void>;
  people(): Promise<readonly KnownPerson[]>;
  signIn(credentials: DeviceCredentials): Promise<SignedIn>;
  replacePassword(request: ReplacePasswordRequest): Promise<void>;
  changePassword(request: OwnPasswordRequest): Promise<void>;
  lock(): Promise<void>;
  unlock(pin: string): Promise<Identity>;
  hasPin(): Promise<boolean>;
  setPin(change: PinChange | null): Promise<void>;
  signOut(erase: boolean): Promise<void>;
  /** Has whichever process does the syncing sync now. */
  sync(): Promise<SyncReport>;
  /** Tells it that the network may be back. */
  wake(): void;
  testConnection(): Promise<ConnectionReport>;
  storage(): Promise<StorageReport>;
  copies(): Promise<readonly DeviceCopy[]>;
  goBack(copy: string): Promise<void>;
  askHub(request: HubRequest): Promise<HubAnswer>;
}
