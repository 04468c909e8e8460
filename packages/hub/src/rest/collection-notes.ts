import type { Collection } from "@healthops/schema/collection";
import { AuditPage } from "@healthops/protocol/wire/admin";
import { hasNaturalKey } from "@healthops/schema/natural-key";
import { listParameterNotes } from "./list-parameter-notes.ts";
import type { OperationNote, ParameterNote } from "../routes/operation.ts";
import { idOf, ref } from "../routes/operation.ts";
import { HISTORY_PARAMETERS } from "./record-history.ts";
import { schemaNames } from "./record-schemas.ts";

const ID = idOf("The record's id.");
const IF_MATCH: ParameterNote = {
  name: "If-Match",
  in: "header",
  description:
    "The version that the change is based on, as in the ETag. What others changed since is merged; without it the current version is meant.",
  schema: {
    type: "string",
    pattern: String.raw`^(?:\*|(?:W/)?(?:"[1-9][0-9]{0,8}"|[1-9][0-9]{0,8}))$`,
    examples: ['"3"'],
  },
};
const REASON: ParameterNote = {
  name: "X-Reason",
  in: "header",
  description: "Why the change is made; kept in the history.",
  // Latin-1 or UTF-8, in which a character may take several bytes of it.
  schema: { type: "string", maxLength: 500, pattern: "^[\\u0020-\\u007e\\u00a0-\\u00ff]*$" },
};
const READ = [404];
const WRITE = [...READ, 409, 410, 412, 422];

type Verb = "list" | "create" | "read" | "update" | "delete" | "restore" | "history";

/** What is said of each route of one collection. */
export function collectionNotes(collection: Collection): Readonly<Record<Verb, OperationNote>> {
  return { ...notesOfAll(collection), ...notesOfOne(collection), ...notesOfItsPast(collection) };
}

function notesOfAll(collection: Collection): Readonly<Record<"list" | "create", OperationNote>> {
  const names = schemaNames(collection);
  const { one, many } = wordsOf(collection);
  return {
    list: note(collection, "list", {
      summary: `List ${many}`,
      description: "Only records that you may see.",
      parameters: listParameterNotes(collection),
      answers: { 200: ref(names.page) },
    }),
    create: note(collection, "create", {
      summary: `Create one: ${one}`,
      description: hasNaturalKey(collection)
        ? `There is one of each ${collection.naturalKey.join(" and ")}, under the id that follows from them. The same content again answers 200 and changes nothing; other content is refused (\`key_taken\`) with the address of the record that is there. What was deleted begins anew.`
        : "With an `id` given by the client the call may be repeated: the same content again answers 200 and changes nothing.",
      parameters: [REASON],
      body: ref(names.create),
      answers: { 200: ref(names.written), 201: ref(names.written) },
      problems: WRITE,
    }),
  };
}

function notesOfOne(
  collection: Collection,
): Readonly<Record<"read" | "update" | "delete", OperationNote>> {
  const names = schemaNames(collection);
  const { one } = wordsOf(collection);
  return {
    read: note(collection, "read", {
      summary: `Read one: ${one}`,
      parameters: [ID],
      answers: { 200: ref(names.record), 304: null },
      problems: [...READ, 410],
    }),
    update: note(collection, "update", {
      summary: `Change fields of one: ${one}`,
      description:
        "Send only the fields that change. When somebody else changed the same field since `If-Match`, the answer is a `conflict` (409) with both values.",
      parameters: [ID, IF_MATCH, REASON],
      body: ref(names.patch),
      answers: { 200: ref(names.written) },
      problems: WRITE,
    }),
    delete: note(collection, "delete", {
      summary: `Delete one: ${one}`,
      description: "A tombstone stays, so the record can be restored.",
      parameters: [ID, IF_MATCH, REASON],
      answers: { 204: null },
      problems: WRITE,
    }),
  };
}

function notesOfItsPast(
  collection: Collection,
): Readonly<Record<"restore" | "history", OperationNote>> {
  return {
    restore: note(collection, "restore", {
      summary: `Restore one: ${wordsOf(collection).one}`,
      parameters: [ID, IF_MATCH, REASON],
      answers: { 200: ref(schemaNames(collection).written) },
      problems: WRITE,
    }),
    history: note(collection, "history", {
      summary: `Who changed it, newest first: ${wordsOf(collection).one}`,
      parameters: [ID],
      query: HISTORY_PARAMETERS,
      answers: { 200: AuditPage },
    }),
  };
}

function wordsOf({ title }: Collection): { one: string; many: string } {
  return { one: title.one.en.toLowerCase(), many: title.many.en.toLowerCase() };
}

function note(
  { name, title }: Collection,
  verb: Verb,
  rest: Omit<OperationNote, "tag" | "id" | "problems"> & { readonly problems?: readonly number[] },
): OperationNote {
  return { tag: title.many.en, id: `${name}_${verb}`, problems: READ, ...rest };
}
