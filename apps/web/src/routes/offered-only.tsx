import type { RouteComponent } from "@tanstack/react-router";
import { useOfferedModules } from "@healthops/ui/modules/offered-modules";
import { LostScreen } from "../parts/message-page.tsx";

/** The screen of a module for those who are offered it; nothing is there for anybody else. */
export function offeredOnly(module: string, Screen: RouteComponent): RouteComponent {
  function OfferedScreen() {
    return useOfferedModules().has(module) ? <Screen /> : <LostScreen />;
  }
  const { preload } = Screen;
  return preload === undefined ? OfferedScreen : Object.assign(OfferedScreen, { preload });
}
