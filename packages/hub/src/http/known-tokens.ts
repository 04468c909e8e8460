const TOKENS_MAX = 20_000;

/**
 * Whose an access token was found to be, for those who count requests before any token is checked: a
 * forged one is not among them, so it counts for the address it comes from.
 */
export class KnownTokens {
  readonly #people = new Map<string, string>();

  remember(token: string, personId: string): void {
    if (this.#people.has(token)) return;
    const [oldest] = this.#people.keys();
    if (this.#people.size >= TOKENS_MAX && oldest !== undefined) this.#people.delete(oldest);
    this.#people.set(token, personId);
  }

  personOf(authorization: string | undefined): string | undefined {
    if (authorization === undefined) return undefined;
    return this.#people.get(authorization.replace(/^Bearer +/i, "").trimEnd());
  }
}
