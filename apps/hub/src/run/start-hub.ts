import { Problem } from "@healthops/base/problem";
import { systemPorts } from "@healthops/base/system-ports";
import { createHubServer } from "@healthops/hub/doors/hub-server";
import { isLoopback } from "@healthops/hub/requests/loopback";
import type { BackupJobOptions } from "@healthops/hub/backup/backup-job";
import { BACKUP_JOB, backupJob, backupOverdue } from "@healthops/hub/backup/backup-job";
import { serveApp } from "@healthops/hub/http/static/serve-app";
import type { CertificateFiles } from "@healthops/hub/http/tls/certificate-files";
import type { Hub } from "@healthops/hub/hub";
import type { Faults } from "@healthops/hub/faults/faults";
import { openHub } from "@healthops/hub/doors/open-hub";
import type { HubModule } from "@healthops/hub/hub-module";
import type { Logger } from "pino";
import type { HubConfig } from "../config/settings.ts";
import type { DemoOutcome } from "../demo/create-demo.ts";
import { createDemo } from "../demo/create-demo.ts";
import { HUB_MODULES } from "@healthops/installed/on-hub";
import { assertPortFree } from "./assert-port-free.ts";
import { backupsOf } from "./backups-of.ts";
import { auditAnchorOf, wrappingKeyOf } from "./key-places.ts";
import { openDatabase } from "./open-database.ts";
import { productVersion } from "./product-version.ts";
import { startFailure } from "./start-failure.ts";
import { webAppFolder } from "./web-app-folder.ts";

export interface StartHubOptions {
  readonly config: HubConfig;
  readonly log: Logger;
  /** Default: those of this installation. */
  readonly modules?: readonly HubModule[];
  /** Told how far long work is, 0 to 1. */
  readonly onProgress?: (what: string, done: number) => void;
  /** Folder of a built web app. Default: that of this installation. */
  readonly webApp?: string;
  /** Where the process tells its faults; by default the hub logs its own. */
  readonly faults?: Faults;
  /** Aborting ends the start at its next step, with everything closed again. */
  readonly signal?: AbortSignal;
}

/** A hub that answers. */
export interface RunningHub {
  /** `http://127.0.0.1:8000` */
  readonly address: string;
  readonly hub: Hub;
  /** What became of the demo organisation; null when none was asked for. */
  readonly demo: DemoOutcome | null;
  /** Takes no new work, finishes what runs, closes the database. */
  close(): Promise<void>;
}

/**
 * Opens the database, brings it to the schema, makes the demo organisation if asked for, and listens.
 * When any of it fails, what was opened is closed again. Throws Problems (`port_in_use`,
 * `database_*`, `data_folder_unusable`, `start_cancelled`); anything else is a defect.
 */
export async function startHub(options: StartHubOptions): Promise<RunningHub> {
  const { config, log } = options;
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let one = opened.pop(); one !== undefined; one = opened.pop()) await one();
  };
  try {
    await assertPortFree(config.host, config.port);
    const database = await openDatabase(config, log);
    opened.push(() => database.close());
    assertWanted(options.signal);
    const backups = backupsOf(config);
    const hub = await openHub({
      connectionString: database.connectionString,
      ...(config.databaseUrl === null || config.databaseDirectUrl === null
        ? {}
        : { directConnectionString: config.databaseDirectUrl }),
      modules: options.modules ?? HUB_MODULES,
      ports: systemPorts(),
      wrappingKey: wrappingKeyOf(config),
      anchor: auditAnchorOf(config),
      ...(config.auditAnchorUrl === null ? {} : { anchorUrl: config.auditAnchorUrl }),
      connections: config.databaseConnections,
      jobs: backups === null ? [] : [backupJob(backups)],
      onRescoped: (collection, moved) =>
        log.info({ collection, moved }, "records enter the scopes that this version declares"),
      onFault: (error) => log.warn({ err: error }, "recovering from a fault"),
      ...(options.faults === undefined ? {} : { faults: options.faults }),
      onLiveDeaf: (deaf) => tellDeaf(log, deaf),
    });
    opened.push(() => hub.close());
    // A key that does not fit is said now, not to the first who signs in.
    await hub.signingKeys.toSign();
    log.info({ ran_before: hub.ranBefore, line: hub.lines.current.number }, "database ready");
    hub.lines.onChange(({ line, reason }) =>
      log.warn({ line: line.number, reason: reason ?? "opened by another hub" }, "line opened"),
    );
    const demo =
      config.demo === null ? null : await createDemo(hub, { ...options, size: config.demo });
    assertWanted(options.signal);
    const webApp = options.webApp ?? webAppFolder();
    if (webApp === null) log.warn({}, "no web app: build it with npm run build -w apps/web");
    const server = await createHubServer(hub, {
      log,
      server: {
        ...serverOptions(config),
        dataFolder: database.embedded ? config.data : null,
      },
      processMetrics: true,
      routes: webApp === null ? [] : [(app) => serveApp(app, webApp)],
    });
    opened.push(() => server.close());
    const address = await server.listen(config.host, config.port);
    // beside the first requests: nobody has to wait for the clock's work
    startJobs(hub, backups).catch((error: unknown) =>
      log.error({ err: error }, "no jobs run here"),
    );
    return { address, hub, demo, close };
  } catch (error) {
    await close().catch((second: unknown) => log.error({ err: second }, "closing failed"));
    throw startFailure(error, config);
  }
}

function tellDeaf(log: StartHubOptions["log"], deaf: boolean): void {
  if (!deaf) return log.info({ code: "live_hears" }, "notifications come through again");
  log.error(
    { code: "live_deaf" },
    "what other hubs change is heard by the clock only: a pooler swallows notifications. Set HEALTHOPS_DATABASE_DIRECT_URL to the database itself",
  );
}

/** A hub whose machine was off at the hour of the backup makes it now. */
async function startJobs(hub: Hub, backups: BackupJobOptions | null): Promise<void> {
  await Promise.all([hub.jobs.start(), hub.services.start()]);
  if (backups !== null && (await backupOverdue(hub.pool, backups.folder))) {
    await hub.jobs.runHere(BACKUP_JOB);
  }
}

function serverOptions(config: HubConfig) {
  return {
    version: productVersion(),
    securityContact: config.securityContact,
    trustProxy: config.trustProxy.length === 0 ? false : config.trustProxy,
    allowedOrigins: config.allowedOrigins,
    rateLimits: {
      general: config.rateLimit,
      sync: config.rateLimitSync,
      auth: config.rateLimitAuth,
    },
    devices: { aDay: Math.ceil(config.devicesMax / 3), atAll: config.devicesMax },
    livePing_ms: config.liveBeat_s * 1_000,
    uploadLimit_bytes: config.uploadLimit_MB * 1024 * 1024,
    takesDemoPassword: isLoopback(config.host),
    metricsForAll: config.metricsForAll,
    metricsToken: config.metricsToken,
    tls: tlsOf(config),
  };
}

function tlsOf({ tlsCert: cert, tlsKey: key }: HubConfig): CertificateFiles | null {
  if (cert !== null && key !== null) return { cert, key };
  if (cert === null && key === null) return null;
  throw new Problem({
    code: "bad_setting",
    message:
      "TLS needs two files: give HEALTHOPS_TLS_CERT and HEALTHOPS_TLS_KEY, or neither of them.",
  });
}

function assertWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new Problem({ code: "start_cancelled", message: "The start was stopped." });
}
