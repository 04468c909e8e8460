import type { Change } from "@healthops/replica/outbox/change";
import { useCallback } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import { useText, useTexts } from "../i18n/language-provider.tsx";
import { useConfirm } from "../states/confirm.tsx";
import { useAnnounce } from "../states/undo.tsx";
import { LIST_TEXT } from "./list-text.ts";
import { runGroups } from "./run-groups.ts";
import type { TaskRunner } from "./use-task.ts";

/** So many go without a question: the way back is offered right afterwards. */
const ASK_ABOVE = 20;

/** Changes of many records, and how each is taken back, place by place. */
export interface BulkChange {
  readonly groups: readonly (readonly Change[])[];
  readonly back: readonly (readonly Change[])[];
  /** While it goes on, when it is done, while and when it is taken back. */
  readonly words: {
    readonly doing: string;
    done(n: number): string;
    readonly undoing: string;
    undone(n: number): string;
  };
}

export interface Bulk {
  /** Deletes the records and offers to take it back; whether it was done. */
  remove(ids: readonly string[]): Promise<boolean>;
  /** Makes the changes, tells what came of it, and offers to take them back as one step. */
  make(change: BulkChange): Promise<boolean>;
}

/** What can be done to many records of a collection at once. */
export function useBulk(collection: string, { run }: TaskRunner): Bulk {
  const api = useReplica();
  const kit = useText();
  const texts = useTexts(LIST_TEXT);
  const announce = useAnnounce();
  const confirm = useConfirm();

  const make = useCallback(
    async ({ groups, back, words }: BulkChange): Promise<boolean> => {
      const outcome = await run(words.doing, groups.length, (control) =>
        runGroups(api, groups, control),
      );
      if (outcome === null) return false;
      const { done, refused, stopped } = outcome;
      if (refused.length > 0) announce.failed(refused[0]?.error);
      if (done.length === 0) return false;
      const undo = async (): Promise<void> => {
        const steps = done.flatMap(({ at }) => back.slice(at, at + 1));
        const undone = await run(words.undoing, steps.length, (control) =>
          runGroups(api, steps, control),
        );
        if (undone !== null) announce.done(words.undone(undone.done.length));
      };
      const left = refused.length === 0 ? "" : ` ${texts.notAll(refused.length)}`;
      const said = stopped ? texts.stopped(done.length) : `${words.done(done.length)}.`;
      announce.done(`${said.replace(/\.$/, left === "" ? "" : ".")}${left}`, undo);
      return true;
    },
    [api, announce, run, texts],
  );

  const remove = useCallback(
    async (ids: readonly string[]): Promise<boolean> => {
      if (ids.length > ASK_ABOVE) {
        const title = `${kit.common.delete}: ${kit.list.rows(ids.length)}`;
        const text = kit.confirm.deleteText;
        const agreed = await confirm({ title, text, action: kit.common.delete, danger: true });
        if (!agreed) return false;
      }
      const each = (op: "delete" | "restore") => ids.map((id) => [{ op, collection, id }] as const);
      const words = {
        doing: texts.deleting,
        done: kit.list.deleted,
        undoing: texts.restoring,
        undone: kit.list.restored,
      };
      return make({ groups: each("delete"), back: each("restore"), words });
    },
    [collection, confirm, kit, make, texts],
  );

  return { remove, make };
}
