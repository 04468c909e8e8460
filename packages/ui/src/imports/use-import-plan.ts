import type { Collection } from "@healthops/schema/collection";
import type { FormField } from "@healthops/schema/form";
import type { Content } from "@healthops/schema/record";
import { useEffect, useState } from "react";
import { useIdentity } from "../data/identity.tsx";
import { useReplica, useSchema } from "../data/replica-provider.tsx";
import { breathe } from "../files/breathe.ts";
import type { CellValue } from "../files/cell-value.ts";
import type { Mapping } from "./guess-columns.ts";
import { readImportContext } from "./import-context.ts";
import type { PlannedRow, RowKind } from "./plan-import.ts";
import { importPlanner } from "./plan-import.ts";

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  readonly counts: Readonly<Record<RowKind, number>>;
}

export interface PlanInput {
  readonly collection: Collection;
  readonly fields: readonly FormField[];
  /** The sheet's rows under the head, empty ones included. */
  readonly rows: readonly (readonly CellValue[])[];
  /** The line of the first of them in the sheet. */
  readonly firstLine: number;
  readonly mapping: Mapping;
  readonly keys: readonly string[];
  readonly given: Content;
}

/** Somebody who chooses columns changes several in a row. */
const SETTLED_MS = 120;

/** Plans the import anew whenever something about it changes; null meanwhile. */
export function useImportPlan(
  input: PlanInput,
  onFailed: (error: unknown) => void,
): ImportPlan | null {
  const api = useReplica();
  const schema = useSchema();
  const actor = useIdentity();
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const { collection, fields, rows, firstLine, mapping, keys, given } = input;
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    setPlan(null);
    const make = async (): Promise<void> => {
      const source = { api, schema, collection, fields, mapping, keys, rows, signal };
      const context = await readImportContext(source);
      const next = importPlanner({ collection, actor, fields, mapping, keys, given, ...context });
      const pause = breathe();
      const planned: PlannedRow[] = [];
      const counts = { new: 0, changed: 0, unchanged: 0, refused: 0 };
      for (const [at, row] of rows.entries()) {
        if (row.every((cell) => cell === null)) continue;
        const one = next(row, firstLine + at);
        planned.push(one);
        counts[one.kind] += 1;
        await pause();
        signal.throwIfAborted();
      }
      setPlan({ rows: planned, counts });
    };
    const timer = setTimeout(() => {
      make().catch((error: unknown) => {
        if (!signal.aborted) onFailed(error);
      });
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [actor, api, collection, fields, firstLine, given, keys, mapping, onFailed, rows, schema]);
  return plan;
}
