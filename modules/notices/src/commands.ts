import type { BoardNotice } from "./rules.ts";
import { notices } from "./schema.ts";

/** Takes a notice off everybody's board. */
export function takeDown({ id }: Pick<BoardNotice, "id">) {
  return [{ op: "delete", collection: notices.name, id }] as const;
}

/** Puts one back that was taken down, as it was. */
export function putBack({ id }: Pick<BoardNotice, "id">) {
  return [{ op: "restore", collection: notices.name, id }] as const;
}
