import helmet from "@fastify/helmet";
import { LogController, fastify } from "fastify";
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import { Server as TlsServer } from "node:https";
import type { Clock, Timers } from "@healthops/base/ports";
import { isProblem, Problem } from "@healthops/base/problem";
import type { Queryable } from "../database/pool.ts";
import type { Faults } from "../faults/faults.ts";
import type { PeopleService } from "../people/people-service.ts";
import type { Pull } from "../pull/pull.ts";
import { signInDoor } from "../people/sign-in-door.ts";
import { provideAuthentication } from "../http/authenticate.ts";
import { budgetRequests } from "../http/request-budget.ts";
import { KnownTokens } from "../http/known-tokens.ts";
import { shareRequests } from "../http/share-requests.ts";
import { limitWaiting } from "../http/waiting-connections.ts";
import { budgetChanges } from "../http/budget-changes.ts";
import { answerClientError, hasLeft, requestCut } from "../http/client-errors.ts";
import { countFaults } from "../http/count-faults.ts";
import { allowOrigins } from "../http/cross-origin.ts";
import { problemOf, sqlStateOf } from "../http/error-problem.ts";
import { hangUpOnSenders } from "../http/hang-up.ts";
import { acceptJson } from "../http/json-body.ts";
import { LiveChannels } from "../http/live/live-channels.ts";
import type { HubMetrics } from "../http/metrics.ts";
import { measureRequests } from "../http/metrics.ts";
import { answerUnknownRoutes } from "../http/not-found.ts";

import { DetachedSockets } from "../http/detached-sockets.ts";
import { refuseOddRequests } from "../http/odd-requests.ts";
import type {
  AccessSource,
  HeadsSource,
  LineSource,
  PullWatcher,
  SyncEngine,
} from "../http/ports.ts";
import { sendProblem } from "../http/problem-reply.ts";
import { limitRates } from "../http/rate-limits.ts";
import { Readiness } from "../http/readiness.ts";
import { limitRequestTime, SLOW_BODY_ms } from "../http/request-time.ts";
import { logRequests } from "../http/request-log.ts";
import { keepRouteTable } from "../http/route-table.ts";
import { authRoutes } from "../http/routes/auth.ts";
import { ownAccountRoutes } from "../http/routes/own-account.ts";
import { healthRoutes } from "../http/routes/health.ts";
import { acceptWebSockets, liveRoute } from "../http/routes/live.ts";
import { metricsRoute } from "../http/routes/metrics.ts";
import { securityTxtRoute } from "../http/routes/security-txt.ts";
import { syncRoutes } from "../http/routes/sync.ts";
import { API_HEADERS } from "../http/security-headers.ts";
import type { ServerOptions } from "../http/server-options.ts";
import { askForTls } from "../http/transport-security.ts";
import type { Certificate } from "../http/tls/certificate-files.ts";
import { readCertificate } from "../http/tls/certificate-files.ts";
import { renewCertificate } from "../http/tls/renew-certificate.ts";
import { serveCertificate, tlsServer } from "../http/tls/serve-by-tls.ts";
import { firstFault } from "../requests/validation.ts";
import type { Vitals } from "../http/vitals.ts";
import { refuseUnstorable } from "../http/storable-input.ts";
import { watchedMetrics } from "../http/vitals.ts";

/** Everything the doors of the hub lead to. */
export interface ServerParts {
  /** Connections that no request uses up: for short statements only. */
  readonly db: Queryable;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly engine: SyncEngine;
  readonly pull: Pull;
  readonly heads: HeadsSource;
  readonly access: AccessSource;
  readonly lines: LineSource;
  readonly people: PeopleService;
  readonly metrics: HubMetrics;
  readonly pulls: PullWatcher;
  readonly vitals: Vitals;
  readonly faults: Faults;
  readonly schemaVersion: string;
  readonly log: FastifyBaseLogger;
  readonly options: ServerOptions;
  /** Further routes, on the same footing: REST, the API's description, modules, the web app. */
  readonly routes: readonly ((app: FastifyInstance) => void | Promise<void>)[];
}

export interface HubServer {
  readonly app: FastifyInstance;
  /** Starts listening and says that it is ready; answers the URL. Port 0 takes any free one. */
  listen(host: string, port: number): Promise<string>;
  /** Stops gracefully: no new work, live channels closed, requests in flight finished or cut at last. */
  close(): Promise<void>;
}

const KEEP_ALIVE_ms = 72_000;
const HEADERS_WAIT_ms = 10_000;
/** How often connections are looked at whose time is over. */
const CHECK_ms = 5_000;
/** The rest is for requests under way and live channels. */
const WAITING_SHARE = 0.8;
const HEADERS_MAX_bytes = 16 * 1024;

declare module "fastify" {
  interface FastifyInstance {
    /** Largest file that a route for files takes. */
    readonly uploadLimit_bytes: number;
  }
}

/** Builds the hub's HTTP server; nothing listens until `listen`. */
export async function createServer(given: ServerParts): Promise<HubServer> {
  const { options, vitals } = given;
  const parts = { ...given, metrics: watchedMetrics(given.metrics, vitals) };
  const tell = parts.faults.tell.bind(parts.faults);
  const readiness = new Readiness(parts.db, parts);
  const certificate = options.tls === null ? null : await readCertificate(options.tls);
  const app = newApp(parts, certificate);
  const detached = new DetachedSockets(app);
  app.decorate("vitals", vitals);
  refuseWhenStopping(app, readiness);
  refuseOddRequests(app);
  refuseUnstorable(app);
  limitRequestTime(app, options.requestTimeout_ms, parts.timers);
  hangUpOnSenders(app, parts.timers);
  countFaults(parts.faults, vitals, parts.metrics);
  budgetRequests(app, { ...parts, reserved: parts.db, tell });
  answerErrors(app, parts.metrics, readiness);
  acceptJson(app);
  app.decorate("uploadLimit_bytes", options.uploadLimit_bytes);
  app.decorate("takesDemoPassword", options.takesDemoPassword);
  allowOrigins(app, options.allowedOrigins);
  logRequests(app);
  measureRequests(app, parts.metrics);
  await app.register(helmet, API_HEADERS);
  askForTls(app);
  await admitPeople(app, parts);
  await acceptWebSockets(app);
  answerUnknownRoutes(app);
  const channels = new LiveChannels({
    ...parts,
    ping_ms: options.livePing_ms,
    hello_ms: options.liveHello_ms,
    spread: options.liveSpread,
    tell,
  });
  healthRoutes(app, { readiness, faults: parts.faults, version: options.version });
  securityTxtRoute(app, options.securityContact, vitals.clock);
  metricsRoute(app, parts.metrics, options);
  await app.register((auth) => authRoutes(auth, parts.people), {
    prefix: "/api/v1/auth",
  });
  await app.register((me) => ownAccountRoutes(me, parts.people), { prefix: "/api/v1/me" });
  await app.register(
    async (sync) => {
      await syncRoutes(sync, {
        ...parts,
        pushLimit_bytes: options.pushLimit_bytes,
        devices: options.devices,
      });
      await liveRoute(sync, channels);
    },
    { prefix: "/api/v1/sync" },
  );
  for (const routes of parts.routes) await app.register(async (scope) => routes(scope));
  const endRenewal = renewServed(app, certificate, parts);
  return {
    app,
    async listen(host, port) {
      const url = await app.listen({ host, port });
      readiness.state = "ready";
      return certificate === null ? url : url.replace(/^http:/, "https:");
    },
    close() {
      endRenewal();
      return close(app, { readiness, channels, detached }, parts);
    },
  };
}

/** Who may ask how much, before and after it is known who they are. */
async function admitPeople(app: FastifyInstance, parts: ServerParts): Promise<void> {
  const tokens = new KnownTokens();
  await limitRates(app, parts.options.rateLimits, tokens);
  const limited = parts.options.rateLimits.sync !== null;
  const mayAdd = budgetChanges(app, limited ? parts.clock : null);
  const enter = shareRequests(parts.timers);
  provideAuthentication(app, parts.people, {
    async enter(request, reply, personId) {
      mayAdd(request, personId);
      await enter(request, reply, personId);
    },
    known: (token, sessionId) => tokens.remember(token, sessionId),
  });
  const count = (outcome: string): void => parts.metrics.signIn(outcome);
  app.decorate("signInDoor", signInDoor(parts.people, count));
}

/** Keeps the certificate that is served the one in the files; answers how to stop. */
function renewServed(
  app: FastifyInstance,
  certificate: Certificate | null,
  { options, timers, log }: ServerParts,
): () => void {
  const { server } = app;
  if (options.tls === null || certificate === null || !(server instanceof TlsServer)) {
    return () => undefined;
  }
  return renewCertificate({
    files: options.tls,
    timers,
    served: certificate,
    serve(renewed) {
      serveCertificate(server, renewed);
      log.info({}, "the certificate was renewed");
    },
    onFault: (error) => log.error({ err: error }, "the certificate's files cannot be used"),
  });
}

function newApp({ options, log }: ServerParts, certificate: Certificate | null): FastifyInstance {
  const { trustProxy } = options;
  const http = {
    maxHeaderSize: HEADERS_MAX_bytes,
    headersTimeout: HEADERS_WAIT_ms,
    // answered by refuseOddRequests, with a problem
    requireHostHeader: false,
    connectionsCheckingInterval: CHECK_ms,
  };
  const requestTimeout = Math.max(options.requestTimeout_ms, SLOW_BODY_ms);
  const timeouts = { keepAliveTimeout: KEEP_ALIVE_ms, requestTimeout };
  const app = fastify({
    loggerInstance: log,
    // logRequests writes one line for each, without the query
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    bodyLimit: options.bodyLimit_bytes,
    ...timeouts,
    trustProxy: typeof trustProxy === "boolean" ? trustProxy : [...trustProxy],
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemOf(error)),
    ...(certificate === null
      ? { http }
      : {
          serverFactory: (handler: RequestListener) =>
            tlsServer(certificate, { ...http, ...timeouts }, handler),
        }),
  });
  app.setValidatorCompiler(firstFault);
  // shapes of answers are documentation; what the hub makes needs no second filter on its way out
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  keepRouteTable(app);
  app.server.maxConnections = options.connectionsMax;
  limitWaiting(app.server, {
    perAddress: options.waitingPerAddress,
    inAll: Math.floor(options.connectionsMax * WAITING_SHARE),
  });
  return app;
}

/** Connections that were open before the hub began to stop may still ask; health answers for itself. */
function refuseWhenStopping(app: FastifyInstance, readiness: Readiness): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id).header("x-content-type-options", "nosniff");
    if (readiness.state !== "stopping" || request.routeOptions.url?.startsWith("/health") === true)
      return;
    throw hubStopping();
  });
}

function hubStopping(): Problem {
  return new Problem({
    code: "hub_stopping",
    status: 503,
    message: "The hub is being stopped or restarted. Try again in a few seconds.",
    extra: { retryAfterSeconds: 5 },
  });
}

function answerErrors(app: FastifyInstance, metrics: HubMetrics, readiness: Readiness): void {
  app.setErrorHandler(async (error, request: FastifyRequest, reply: FastifyReply) => {
    const left = hasLeft(request.raw, error);
    // What a stopping hub takes away from under a request is no fault.
    const stopped = readiness.state === "stopping" && !isProblem(error);
    const problem = left
      ? requestCut()
      : stopped
        ? hubStopping()
        : withLimit(problemOf(error), request);
    const sqlState = sqlStateOf(problem);
    if (sqlState !== null) metrics.databaseRefused(sqlState);
    if (!stopped && (problem.status >= 500 || sqlState !== null)) {
      request.log.error({ err: error, code: problem.code }, "request failed");
      const route = `${request.method} ${request.routeOptions.url ?? "unknown"}`;
      app.vitals.failed({ code: problem.code, route, requestId: request.id });
    } else request.log.info({ code: problem.code }, "request refused");
    return sendProblem(reply, problem);
  });
}

/** A device that is told how much is taken can send its changes in smaller parts. */
function withLimit(problem: Problem, request: FastifyRequest): Problem {
  if (problem.code !== "body_too_large") return problem;
  const { code, status, message } = problem;
  return new Problem({
    code,
    status,
    message,
    extra: { limit_bytes: request.routeOptions.bodyLimit },
  });
}

interface Closing {
  readonly readiness: Readiness;
  readonly channels: LiveChannels;
  readonly detached: DetachedSockets;
}

async function close(
  app: FastifyInstance,
  { readiness, channels, detached }: Closing,
  { timers, options }: ServerParts,
): Promise<void> {
  readiness.state = "stopping";
  channels.close();
  const timer = timers.after(options.drain_ms, () => {
    app.server.closeAllConnections();
    detached.closeAll();
  });
  await app.close();
  timer.cancel();
}
