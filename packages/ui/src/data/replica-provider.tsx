import { assert, present } from "@healthops/base/assert";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { Collection } from "@healthops/schema/collection";
import type { Schema } from "@healthops/schema/schema";
import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useMemo } from "react";
import { TitleBook } from "./title-book.ts";

interface ReplicaState {
  readonly api: ReplicaApi;
  readonly schema: Schema;
  readonly titles: TitleBook;
}

const ReplicaContext = createContext<ReplicaState | null>(null);

export interface ReplicaProviderProps {
  readonly api: ReplicaApi;
  readonly schema: Schema;
  readonly children: ReactNode;
}

/** Gives the screens below it the replica and the record types of this installation. */
export function ReplicaProvider({ api, schema, children }: ReplicaProviderProps) {
  const state = useMemo(() => ({ api, schema, titles: new TitleBook(api, schema) }), [api, schema]);
  useEffect(() => () => state.titles.close(), [state]);
  return <ReplicaContext value={state}>{children}</ReplicaContext>;
}

/** The replica of this window. */
export function useReplica(): ReplicaApi {
  return useReplicaState().api;
}

export function useSchema(): Schema {
  return useReplicaState().schema;
}

/** A declared collection by its name, which must exist. */
export function useCollection(name: string): Collection {
  return present(useSchema().collections.get(name), `there is no collection ${name}`);
}

/** Names of records that other records refer to. */
export function useTitleBook(): TitleBook {
  return useReplicaState().titles;
}

function useReplicaState(): ReplicaState {
  const state = useContext(ReplicaContext);
  assert(state !== null, "screens stand inside a ReplicaProvider");
  return state;
}
