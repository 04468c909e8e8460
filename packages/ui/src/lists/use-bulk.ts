import type { ListQuery } from "@healthops/schema/list/list-query";
import { useCallback } from "react";
import { useReplica } from "../data/replica-provider.tsx";
import { useText } from "../i18n/language-provider.tsx";
import { useConfirm } from "../states/confirm.tsx";
import { useAnnounce } from "../states/undo.tsx";

/** So many go without a question: the way back is offered right afterwards. */
const ASK_ABOVE = 20;
const PAGE = 1000;

export interface Bulk {
  /** Deletes the records and offers to take it back; whether it was done. */
  remove(ids: readonly string[]): Promise<boolean>;
  /** The ids of all records that a query finds. */
  idsOf(query: ListQuery): Promise<readonly string[]>;
}

/** What can be done to many records of a collection at once. */
export function useBulk(collection: string): Bulk {
  const api = useReplica();
  const texts = useText();
  const announce = useAnnounce();
  const confirm = useConfirm();

  const remove = useCallback(
    async (ids: readonly string[]): Promise<boolean> => {
      if (ids.length > ASK_ABOVE) {
        const title = `${texts.common.delete}: ${texts.list.rows(ids.length)}`;
        const text = texts.confirm.deleteText;
        if (!(await confirm({ title, text, action: texts.common.delete, danger: true }))) {
          return false;
        }
      }
      // Each stands for itself at the hub: one that is refused does not hold up the others.
      const each = (op: "delete" | "restore") => ids.map((id) => [{ op, collection, id }] as const);
      try {
        await api.mutateAll(each("delete"));
      } catch (error) {
        announce.failed(error);
        return false;
      }
      announce.done(texts.list.deleted(ids.length), async () => {
        await api.mutateAll(each("restore"));
        announce.done(texts.list.restored(ids.length));
      });
      return true;
    },
    [api, announce, collection, confirm, texts],
  );

  const idsOf = useCallback(
    async (query: ListQuery): Promise<readonly string[]> => {
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const asked: ListQuery = { ...query, limit: PAGE, ...(after === null ? {} : { after }) };
        const page = await api.list(collection, asked);
        for (const { id } of page.records) ids.push(id);
        after = page.next;
      } while (after !== null);
      return ids;
    },
    [api, collection],
  );
  return { remove, idsOf };
}
