import type { ReactNode } from "react";

/** Something that one can do, or somewhere to go, by typing its name. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Under the label, and searched too. */
  readonly hint?: string;
  readonly icon?: ReactNode;
  /** Keys that do the same, as `useShortcut` takes them: `mod+enter`, `g d`. */
  readonly keys?: string;
  run(): void;
}

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}
