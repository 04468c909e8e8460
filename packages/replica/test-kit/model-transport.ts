import { Problem } from "@healthops/base/problem";
import type { Identity, Tokens } from "@healthops/protocol/wire/auth";
import type { LiveMessage } from "@healthops/protocol/wire/live";
import type { PullRequest } from "@healthops/protocol/wire/pull";
import type { RefusedKeys } from "@healthops/protocol/wire/refused";
import type { PushRequest } from "@healthops/protocol/wire/push";
import { offlineProblem } from "../src/transport/offline.ts";
import type { HubTransport, LiveHandlers } from "../src/transport/transport.ts";
import type { ModelHub } from "./model-hub.ts";

export interface ModelAccount {
  identity: Identity;
  password: string;
  disabled: boolean;
}

/** What the network does to the next requests. */
export interface ModelNetwork {
  offline: boolean;
  /** The other end takes live channels, and then neither opens nor closes them. */
  frozen: boolean;
  /** Requests that reach the hub but whose answers are lost: how many more. */
  loseAnswers: number;
  /** Pulls that still go through; after them the network is cut. */
  pullsLeft: number;
  /** Most records of one page. */
  pageLimit: number;
}

/** A transport straight into a model hub, with sign-in, tokens that end, and a network that fails. */
export class ModelTransport {
  readonly network: ModelNetwork = {
    offline: false,
    frozen: false,
    loseAnswers: 0,
    pullsLeft: Infinity,
    pageLimit: 1_000,
  };
  readonly pushes: PushRequest[] = [];
  /** Refused changes that devices said are settled. */
  readonly withdrawn: RefusedKeys["changes"] = [];
  /** Numbers of refused groups that somebody has taken over. */
  readonly takenOver = new Set<number>();
  readonly pulls: { readonly request: PullRequest; readonly status: "unchanged" | "page" }[] = [];
  /** Holds every push for as long as it takes, before the hub hears of it. */
  beforePush: () => Promise<void> = async () => undefined;
  /** Called with every pull request before the hub answers it. */
  beforePull: (request: PullRequest) => void = () => undefined;
  refreshes = 0;
  readonly #hub: ModelHub;
  readonly #accounts: readonly ModelAccount[];
  readonly #access = new Map<string, ModelAccount>();
  readonly #refresh = new Map<string, { account: ModelAccount; attempt: string | null }>();
  readonly #live = new Set<LiveHandlers>();
  #issued = 0;

  constructor(hub: ModelHub, accounts: readonly ModelAccount[]) {
    this.#hub = hub;
    this.#accounts = accounts;
  }

  /** All access tokens end now. */
  expireAccess(): void {
    this.#access.clear();
  }

  /** Sends a message to every open live channel. */
  say(message: LiveMessage): void {
    for (const handlers of this.#live) handlers.message(message);
  }

  /** Closes every live channel. */
  cutLive(): void {
    const cut = Array.from(this.#live);
    this.#live.clear();
    for (const handlers of cut) handlers.closed();
  }

  readonly transport: HubTransport = {
    signIn: async ({ username, password }) => {
      this.#reach();
      const account = this.#accounts.find(({ identity }) => identity.username === username);
      if (account?.password !== password) throw refused("sign_in_failed", 401);
      if (account.disabled) throw refused("person_disabled", 403);
      return this.#tokens(account);
    },
    refresh: async ({ refreshToken, attempt }) => {
      this.#reach();
      this.refreshes += 1;
      const known = this.#refresh.get(refreshToken);
      const fresh = known !== undefined && known.attempt === null;
      const repeated = attempt !== undefined && known?.attempt === attempt;
      if (known === undefined || !(fresh || repeated)) throw refused("refresh_reused", 401);
      known.attempt = attempt ?? "used";
      if (known.account.disabled) throw refused("person_disabled", 403);
      const tokens = this.#tokens(known.account);
      this.#answer();
      return tokens;
    },
    signOut: async ({ refreshToken }) => {
      this.#reach();
      this.#refresh.delete(refreshToken);
    },
    push: async (token, request) => {
      this.#reach();
      const { identity } = this.#authenticated(token);
      await this.beforePush();
      this.pushes.push(request);
      const response = this.#hub.push(identity, structuredClone(request));
      this.#answer();
      return structuredClone(response);
    },
    withdraw: async (token, { changes }) => {
      this.#reach();
      this.#authenticated(token);
      this.withdrawn.push(...changes);
      this.#answer();
    },
    takenOver: async (token, { changes }) => {
      this.#reach();
      this.#authenticated(token);
      const taken = changes.filter(({ seq }) => this.takenOver.has(seq));
      this.#answer();
      return { changes: taken };
    },
    wiped: async () => undefined,
    pull: async (token, request, etag) => {
      this.#reach();
      const { identity } = this.#authenticated(token);
      if (this.network.pullsLeft <= 0) throw offlineProblem(null);
      this.network.pullsLeft -= 1;
      this.beforePull(request);
      if (etag !== null && etag === this.#hub.etag(identity.scopes)) {
        this.pulls.push({ request, status: "unchanged" });
        return { status: "unchanged" };
      }
      this.pulls.push({ request, status: "page" });
      const limit = Math.min(request.limit ?? Infinity, this.network.pageLimit);
      const page = structuredClone(this.#hub.pull(identity.scopes, { ...request, limit }));
      return { status: "page", etag: page.complete ? this.#hub.etag(identity.scopes) : null, page };
    },
    openLive: (_hello, handlers) => {
      this.#live.add(handlers);
      const { offline, frozen } = this.network;
      if (!frozen)
        void Promise.resolve().then(() => (offline ? this.cutLive() : handlers.opened()));
      return { hello: () => undefined, close: () => void this.#live.delete(handlers) };
    },
  };

  #reach(): void {
    if (this.network.offline) throw offlineProblem(null);
  }

  #answer(): void {
    if (this.network.loseAnswers <= 0) return;
    this.network.loseAnswers -= 1;
    throw offlineProblem(null);
  }

  #authenticated(token: string): ModelAccount {
    const account = this.#access.get(token);
    if (account === undefined) throw refused("token_expired", 401);
    if (account.disabled) throw refused("person_disabled", 403);
    return account;
  }

  #tokens(account: ModelAccount): Tokens {
    this.#issued += 1;
    const accessToken = `access-${this.#issued}`;
    const refreshToken = `refresh-${this.#issued}`;
    this.#access.set(accessToken, account);
    this.#refresh.set(refreshToken, { account, attempt: null });
    const lives = { accessExpiresIn_s: 600, refreshExpiresIn_s: 30 * 86_400 };
    return { accessToken, refreshToken, ...lives, identity: structuredClone(account.identity) };
  }
}

function refused(code: string, status: number): Problem {
  return new Problem({ code, status, message: `The hub refused: ${code}.` });
}
