import type { Identity } from "@healthops/protocol/wire/auth";
import type { Label } from "@healthops/schema/field";
import type { ComponentType, ReactNode } from "react";

/** A screen that a module brings along, besides the lists and forms that its collections get anyway. */
export interface ModuleScreen {
  /** Address of the screen: `/diary`. What it shows in particular stands in the query of the address. */
  readonly path: string;
  readonly title: Label;
  readonly icon: ReactNode;
  /** Loaded when somebody goes there. */
  load(): Promise<{ readonly Screen: ComponentType }>;
  /** Whether the phone's bottom bar offers it. */
  readonly onPhone?: boolean;
  /** Who is offered it; default: everybody. The hub and the replica decide what they may do there. */
  offeredTo?(person: Identity): boolean;
  /** Opens as a window of its own, of that size in CSS pixels, where there is room for windows. */
  readonly ownWindow?: { readonly width: number; readonly height: number };
}

/** What a module shows. */
export interface WebModule {
  /** The module's name in its schema. */
  readonly name: string;
  /** What the navigation calls it; default: the title in its schema. */
  readonly title?: Label;
  readonly screens: readonly ModuleScreen[];
  /** Icons of its collections in the navigation. */
  readonly icons: Readonly<Record<string, ReactNode>>;
  /** Collections that the phone's bottom bar offers. */
  readonly onPhone: readonly string[];
  /** Collections that the navigation leaves out, because a screen shows them better. */
  readonly hidden: readonly string[];
}
