/** A service, and which process has it. */
export interface ServiceState {
  readonly name: string;
  /** Rises with every process that takes the service over. */
  readonly generation: number;
  /** Of the process that has it, or had it last. */
  readonly holder: string;
  /** ISO 8601. */
  readonly since: string;
  /** Whether its holder has asked for it lately. */
  readonly current: boolean;
  /** Whether it runs at this process. */
  readonly here: boolean;
}

/** The modules' services as everybody else sees them. */
export interface ServiceDesk {
  /** Asks for services from now on; resolves after the first answer. */
  start(): Promise<void>;
  /** Ends those that run here and gives them to others; resolves when they have ended. */
  stop(): Promise<void>;
  /** Every service with who has it. */
  list(): Promise<readonly ServiceState[]>;
}
