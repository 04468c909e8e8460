const TOKENS_MAX = 20_000;

/**
 * Of which session an access token was found to be, for those who count requests before any token is checked: a
 * forged one is not among them, so it counts for the address it comes from.
 */
export class KnownTokens {
  readonly #sessions = new Map<string, string>();

  remember(token: string, sessionId: string): void {
    if (this.#sessions.has(token)) return;
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size >= TOKENS_MAX && oldest !== undefined) this.#sessions.delete(oldest);
    this.#sessions.set(token, sessionId);
  }

  sessionOf(authorization: string | undefined): string | undefined {
    if (authorization === undefined) return undefined;
    return this.#sessions.get(authorization.replace(/^Bearer +/i, "").trimEnd());
  }
}
