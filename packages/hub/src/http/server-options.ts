import type { DeviceLimits } from "../devices/known-devices.ts";
import type { Spread } from "./live-spread.ts";
import { SPREAD } from "./live-spread.ts";
import type { CertificateFiles } from "./tls/certificate-files.ts";

/**
 * Requests a minute of one session of somebody who is signed in, or else from one address (an IPv6 /64 counts as
 * one), before any token is looked at; null: no limit.
 */
export interface RateLimits {
  readonly general: number | null;
  /** Push, pull and the opening of live channels. */
  readonly sync: number | null;
  /** Signing in, refreshing, and what else handles passwords. */
  readonly auth: number | null;
}

export interface ServerOptions {
  /** Shown by /health. */
  readonly version: string;
  /** Proxies whose `X-Forwarded-*` headers are believed: addresses or networks; none by default. */
  readonly trustProxy: boolean | readonly string[];
  /** Web origins of other hosts that may call the API from a browser; none by default. */
  readonly allowedOrigins: readonly string[];
  readonly rateLimits: RateLimits;
  /** Of one person. */
  readonly devices: DeviceLimits;
  /** Largest body of an ordinary request, bytes; routes may set their own. */
  readonly bodyLimit_bytes: number;
  /** Largest body of a push, bytes. */
  readonly pushLimit_bytes: number;
  /** Largest file that a route for files takes, bytes; modules' routes find it as `app.uploadLimit_bytes`. */
  readonly uploadLimit_bytes: number;
  /** Time for a request to arrive whole, ms. */
  readonly requestTimeout_ms: number;
  /** Folder whose disk the hub fills; null when its database is elsewhere. */
  readonly dataFolder: string | null;
  /** Whom to tell of a weakness (`mailto:` or `https:`); null: the domain's usual mailbox. */
  readonly securityContact: string | null;
  /** Open connections at once, live channels included. */
  readonly connectionsMax: number;
  /** Whether the demo's password opens anything to clients on this machine: not where the hub listens beyond it. */
  readonly takesDemoPassword: boolean;
  /** Of them those of one address that the hub waits for: idle, or with a body that has not come. */
  readonly waitingPerAddress: number;
  /** Whether /metrics answers other machines too; otherwise only clients on this one. */
  readonly metricsForAll: boolean;
  /** Opens /metrics to whoever brings it as a bearer token, wherever they are; null: nobody. */
  readonly metricsToken: string | null;
  /** Certificate and key for TLS by the hub itself; null: plain HTTP, behind a proxy or on loopback. */
  readonly tls: CertificateFiles | null;
  /** Time for requests in flight when the hub stops, ms. */
  readonly drain_ms: number;
  /** Pause between two pings of a live channel, ms; one that does not answer until the next is closed. */
  readonly livePing_ms: number;
  /** Time for the first message on a live channel, ms. */
  readonly liveHello_ms: number;
  /** How the pulls of those are spread whom one change wakes. */
  readonly liveSpread: Spread;
}

const MB = 1024 * 1024;

export const DEFAULT_SERVER_OPTIONS: ServerOptions = {
  version: "0.0.0",
  dataFolder: null,
  securityContact: null,
  trustProxy: false,
  allowedOrigins: [],
  rateLimits: { general: 600, sync: 1_200, auth: 120 },
  devices: { aDay: 100, atAll: 300 },
  bodyLimit_bytes: 4 * MB,
  pushLimit_bytes: 8 * MB,
  uploadLimit_bytes: 512 * MB,
  requestTimeout_ms: 60_000,
  connectionsMax: 10_000,
  waitingPerAddress: 512,
  takesDemoPassword: true,
  metricsForAll: false,
  metricsToken: null,
  tls: null,
  drain_ms: 10_000,
  livePing_ms: 25_000,
  liveHello_ms: 5_000,
  liveSpread: SPREAD,
};
