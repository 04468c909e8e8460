import type { Person } from "@healthops/ui/data/identity.tsx";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useFirstSync } from "@healthops/ui/data/use-first-sync";
import { useOfferedModules } from "@healthops/ui/modules/offered-modules";
import { LoadingState } from "@healthops/ui/states/states.tsx";
import type { ComponentType, LazyExoticComponent } from "react";
import { lazy, Suspense } from "react";
import { WEB_MODULES } from "../modules.tsx";
import classes from "./home.module.css";

const CARDS = WEB_MODULES.flatMap(({ name: module, homeCards = [] }) =>
  homeCards.map((card) => ({
    key: `${module} ${card.name}`,
    module,
    wide: card.wide === true,
    offeredTo: (person: Person): boolean => card.offeredTo?.(person) !== false,
    Card: lazyCard(card.load),
  })),
);

/** What the modules have to tell first. */
export function HomeCards() {
  const identity = useIdentity();
  const offered = useOfferedModules();
  const cards = CARDS.filter(({ module, offeredTo }) => offered.has(module) && offeredTo(identity));
  // Their numbers would be wrong; until then the frame says that records are arriving.
  const arrived = useFirstSync() === "over";
  if (cards.length === 0) return null;
  return (
    <div className={classes["moduleCards"]}>
      {cards.map(({ key, wide, Card }) => (
        <div key={key} data-wide={wide ? "" : undefined}>
          <Suspense fallback={<LoadingState lines={3} />}>
            {arrived ? <Card /> : <LoadingState lines={3} />}
          </Suspense>
        </div>
      ))}
    </div>
  );
}

function lazyCard(
  load: () => Promise<{ readonly Card: ComponentType }>,
): LazyExoticComponent<ComponentType> {
  return lazy(async () => {
    const { Card } = await load();
    return { default: Card };
  });
}
