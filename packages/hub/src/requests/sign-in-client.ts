/** Where an attempt to sign in comes from. */
export interface SignInClient {
  /** The client's address, behind a trusted proxy as the proxy names it. */
  readonly address: string;
  /**
   * Whether the demo's public password opens anything: to clients on the hub's own machine, on a hub
   * that listens there alone.
   */
  readonly mayUseDemo: boolean;
}
