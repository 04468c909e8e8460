declare module "fastify" {
  interface FastifyContextConfig {
    /** How long the route may keep the database busy; by default {@link PATIENCE_ms}. */
    patience_ms?: number;
  }
}

/** Nothing that a screen or a device waits for takes longer. */
export const PATIENCE_ms = 20_000;
/** For what goes through a whole history or database. */
export const LONG_PATIENCE_ms = 10 * 60_000;
