import type { Person } from "@healthops/ui/data/identity.tsx";
import type { Label } from "@healthops/schema/field";
import type { Schema } from "@healthops/schema/schema";
import type { ReactNode } from "react";
import type { WebModule } from "@healthops/ui/modules/web-module";
import type { WindowSize } from "@healthops/ui/address/window-place";

/** A place of the app that people go to. */
export interface Place {
  readonly href: string;
  readonly title: Label;
  readonly icon: ReactNode;
  readonly onPhone: boolean;
  /** Whether the navigation shows it only unfolded. */
  readonly folded: boolean;
  offeredTo(person: Person): boolean;
  /** Name of the collection that it lists; null for a module's own screen. */
  readonly collection: string | null;
  /** Size of the window of its own that it opens in; null: it opens where one is. */
  readonly ownWindow: WindowSize | null;
}

export interface PlaceGroup {
  /** The module's name. */
  readonly name: string;
  readonly title: Label;
  readonly places: readonly Place[];
}

/** Address of a collection's list. */
export function listPath(collection: string): string {
  return `/c/${collection}`;
}

/** Address of a record. */
export function recordPath(collection: string, id: string): string {
  return `/c/${collection}/${id}`;
}

/** All places by module: its own screens first, then the lists of its collections. */
export function placesOf(
  schema: Schema,
  webModules: readonly WebModule[],
  plainIcon: ReactNode,
): readonly PlaceGroup[] {
  const order = (name: string): number => {
    const at = webModules.findIndex((module) => module.name === name);
    return at === -1 ? webModules.length : at;
  };
  return schema.modules
    .toSorted((a, b) => order(a.name) - order(b.name))
    .map((module) => {
      const web = webModules.find(({ name }) => name === module.name);
      const screens = (web?.screens ?? []).map((screen): Place => ({
        href: screen.path,
        title: screen.title,
        icon: screen.icon,
        onPhone: screen.onPhone === true,
        offeredTo: (person) => screen.offeredTo?.(person) !== false,
        folded: false,
        collection: null,
        ownWindow: screen.ownWindow ?? null,
      }));
      const lists = module.collections
        .filter(({ name }) => web?.hidden.includes(name) !== true)
        .map(({ name, title }): Place => ({
          href: listPath(name),
          title: title.many,
          icon: web?.icons[name] ?? plainIcon,
          onPhone: web?.onPhone.includes(name) === true,
          folded: web?.folded?.includes(name) === true,
          offeredTo: () => true,
          collection: name,
          ownWindow: null,
        }));
      return {
        name: module.name,
        title: web?.title ?? module.title,
        places: [...screens, ...lists],
      };
    })
    .filter(({ places }) => places.length > 0);
}
