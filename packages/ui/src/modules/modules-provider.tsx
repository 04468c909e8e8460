import type { ReactNode } from "react";
import { createContext, useContext } from "react";
import type { WebModule } from "./web-module.ts";

const ModulesContext = createContext<readonly WebModule[]>([]);

/** Tells the screens below it which modules there are, so that a module's screen can look at all. */
export function ModulesProvider(props: {
  readonly modules: readonly WebModule[];
  readonly children: ReactNode;
}) {
  return <ModulesContext value={props.modules}>{props.children}</ModulesContext>;
}

/** What the modules of this installation show. */
export function useWebModules(): readonly WebModule[] {
  return useContext(ModulesContext);
}
