import { useReplica } from "../data/replica-provider.tsx";
import { useTexts } from "../i18n/language-provider.tsx";
import { runGroups } from "../lists/run-groups.ts";
import type { GroupsOutcome } from "../lists/run-groups.ts";
import type { TaskRunner } from "../lists/use-task.ts";
import { useAnnounce } from "../states/undo.tsx";
import { IMPORT_TEXT } from "./import-text.ts";
import type { PlannedRow } from "./plan-import.ts";
import type { ImportPlan } from "./use-import-plan.ts";

/** Writes what is planned, and offers to take all of it back; whether anything was written. */
export function useImportRun(
  collection: string,
  runner: TaskRunner,
): (plan: ImportPlan) => Promise<boolean> {
  const api = useReplica();
  const announce = useAnnounce();
  const texts = useTexts(IMPORT_TEXT);
  return async ({ rows }) => {
    const writing = rows.filter(({ changes }) => changes.length > 0);
    const groups = writing.map(({ changes }) => changes);
    const outcome = await runner.run(texts.importing, groups.length, (control) =>
      runGroups(api, groups, control),
    );
    if (outcome === null) return false;
    const { refused } = outcome;
    if (refused.length > 0) announce.failed(refused[0]?.error);
    if (outcome.done.length === 0) return false;
    const back = wayBack(collection, writing, outcome);
    announce.done(said(outcome, writing), async () => {
      const undone = await runner.run(texts.undoing, back.length, (control) =>
        runGroups(api, back, control),
      );
      if (undone !== null) announce.done(texts.undone(undone.done.length));
    });
    return true;
  };

  function said({ done, refused, stopped }: GroupsOutcome, writing: readonly PlannedRow[]): string {
    const made = done.filter(({ at }) => writing[at]?.kind === "new").length;
    const counts = texts.done(made, done.length - made);
    return [
      stopped ? texts.stopped : "",
      `${counts}${refused.length === 0 ? "" : "."}`,
      refused.length === 0 ? "" : texts.refusedLater(refused.length),
    ]
      .join(" ")
      .trim();
  }
}

function wayBack(collection: string, writing: readonly PlannedRow[], { done }: GroupsOutcome) {
  return done.map(({ at, ids }) => {
    const row = writing[at];
    if (row?.kind === "changed") return row.back;
    return ids.map((id) => ({ op: "delete", collection, id }) as const);
  });
}
