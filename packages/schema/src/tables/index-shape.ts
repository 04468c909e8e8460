import { assert } from "@healthops/base/assert";
import type { ContentColumn, Dialect } from "../columns.ts";
import { columnOf } from "../columns.ts";
import type { Collection } from "../collection.ts";
import { hasSortKey, sortColumnOf } from "../derived-columns.ts";
import { searchVector } from "./search-vector.ts";
import { searchTableName, quoted, tableName } from "./quote.ts";

export interface IndexShape {
  /** Carries a hash of the definition: a changed index has another name. */
  readonly name: string;
  readonly statement: string;
}

type Direction = "asc" | "desc";
type Part = readonly [column: ContentColumn, direction: Direction];

/** PostgreSQL refuses index rows above 2704 bytes, and a character takes up to four. */
const INDEXED_TEXT_MAX = 500;

/**
 * The indexes of a collection's table: the declared ones, one for each thing that its records take up, one
 * for each reference that none of them starts with, the default sort, and for what follows another record its
 * tombstones. Each list's ends in the id, which makes its order total.
 */
export function indexShapes(collection: Collection, dialect: Dialect): readonly IndexShape[] {
  const shapes = new Map<string, IndexShape>();
  for (const parts of indexedParts(collection)) {
    const shape = indexShape(collection, dialect, parts);
    shapes.set(shape.name, shape);
  }
  if (dialect === "postgres") {
    for (const shape of occupiedSets(collection)) shapes.set(shape.name, shape);
  }
  if (dialect === "postgres" && collection.follows !== null) {
    const shape = deletedFollowersIndex(collection, collection.follows.by);
    shapes.set(shape.name, shape);
  }
  if (dialect === "postgres" && collection.searchFields.length > 0) {
    const shape = searchIndex(collection);
    shapes.set(shape.name, shape);
  }
  return [...shapes.values()];
}

function indexedParts(collection: Collection): readonly (readonly Part[])[] {
  const sort = collection.defaultSort.map(([field, direction]) =>
    sortPart(collection, field, direction),
  );
  const usual = new Map(collection.defaultSort);
  const declared = collection.indexes.map((fields) =>
    fields.map((field, at) => {
      // What leads is looked for by its value, what follows puts the found in order.
      const made = at === 0 ? part : sortPart;
      return made(collection, field, usual.get(field) ?? "asc");
    }),
  );
  const occupied = collection.noOverlap.map(({ by, to }) =>
    [...by.filter((field) => collection.fields[field]?.kind !== "set"), to].map((field) =>
      part(collection, field, "asc"),
    ),
  );
  const led = new Set(declared.map(([first]) => first?.[0].field));
  const references = Object.keys(collection.fields)
    .filter((field) => collection.fields[field]?.kind === "reference" && !led.has(field))
    .map((field) => {
      const rest = sort.filter(([column]) => column.field !== field);
      return [part(collection, field, "asc")].concat(rest);
    });
  const all = sort.length === 0 ? [] : [sort];
  return [...declared, ...occupied, ...references, ...all].map(withId);
}

function part(collection: Collection, field: string, direction: Direction): Part {
  const { kind, max } = collection.fields[field] ?? {};
  const at = `${collection.name}.${field}`;
  assert(kind !== "set" && kind !== "json", `${at}: a ${kind} has no order to index`);
  const fits = kind !== "text" || Number(max) <= INDEXED_TEXT_MAX;
  assert(fits, `${at}: an indexed text holds at most ${INDEXED_TEXT_MAX} characters`);
  return [columnOf(collection, field), direction];
}

/** The same for putting in order: a text by its sort key. */
function sortPart(collection: Collection, field: string, direction: Direction): Part {
  if (!hasSortKey(collection, field)) return part(collection, field, direction);
  return [sortColumnOf(collection, field), direction];
}

/** The id follows the last field's direction, so that one scan of the index walks the whole order. */
function withId(parts: readonly Part[]): readonly Part[] {
  if (parts.some(([{ field }]) => field === "id")) return parts;
  const id: ContentColumn = { field: "id", column: "id", kind: "reference", required: true };
  return [...parts, [id, parts.at(-1)?.[1] ?? "asc"]];
}

function indexShape(collection: Collection, dialect: Dialect, parts: readonly Part[]): IndexShape {
  // Nothing is said of empty values: lists ask for them apart where the database would misplace them.
  const columns = parts
    .map(([{ column }, direction]) => `${quoted(column)} ${direction}`)
    .join(", ");
  const readable = parts.slice(0, -1).map(([{ column }]) => column);
  return named(collection, dialect, readable, `(${columns})`);
}

/** The members of sets that records take up. */
function occupiedSets(collection: Collection): readonly IndexShape[] {
  const fields = new Set(collection.noOverlap.flatMap(({ by }) => by));
  return [...fields]
    .filter((field) => collection.fields[field]?.kind === "set")
    .map((field) => columnOf(collection, field).column)
    .map((column) => named(collection, "postgres", [column], `using gin (${quoted(column)})`));
}

/** The tombstones of what follows a record go along with it when it moves. */
function deletedFollowersIndex(collection: Collection, by: string): IndexShape {
  const { column } = columnOf(collection, by);
  const definition = `(${quoted(column)}) where deleted`;
  const name = `${collection.name}_${column}_gone`.slice(0, 52);
  return {
    name: `${name}_${shortHash(definition)}`,
    statement: `create index ${quoted(`${name}_${shortHash(definition)}`)} on ${tableName("postgres", collection.name)} ${definition}`,
  };
}

function searchIndex(collection: Collection): IndexShape {
  return named(collection, "postgres", ["search"], `using gin (${searchVector("search_text")})`);
}

function named(
  collection: Collection,
  dialect: Dialect,
  readable: readonly string[],
  definition: string,
): IndexShape {
  const name = `${[collection.name, ...readable].join("_").slice(0, 52)}_${shortHash(definition)}`;
  // Tombstones stay in the hub's tables but never in a list.
  const condition = dialect === "postgres" ? " where not deleted" : "";
  return {
    name,
    statement: `create index ${quoted(name)} on ${tableName(dialect, collection.name)} ${definition}${condition}`,
  };
}

/** FNV-1a in 32 bits, 8 hex digits: tells definitions of one table apart. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/**
 * The statements that make a replica's full-text table and keep it equal to `search_text`. It holds
 * only the index (external content): the text stands once, in the collection's table. Its words are
 * those between the spaces of the folded text, which is what the `ascii` tokenizer finds there.
 */
export function searchStatements(collection: Collection): readonly string[] {
  const search = searchTableName(collection.name);
  const table = quoted(collection.name);
  const trigger = (event: string): string => quoted(`${search}_${event}`);
  const add = `insert into ${quoted(search)}(rowid, search_text) values (new._row, new.search_text);`;
  const remove = `insert into ${quoted(search)}(${quoted(search)}, rowid, search_text) values ('delete', old._row, old.search_text);`;
  return [
    `create virtual table ${quoted(search)} using fts5(search_text, content='${collection.name}', ` +
      `content_rowid='_row', tokenize='ascii', detail='none', columnsize=0)`,
    `create trigger ${trigger("insert")} after insert on ${table} begin ${add} end`,
    `create trigger ${trigger("delete")} after delete on ${table} begin ${remove} end`,
    `create trigger ${trigger("update")} after update of search_text on ${table} ` +
      `when old.search_text is not new.search_text begin ${remove} ${add} end`,
  ];
}

/** Fills a replica's full-text table from the records at once, faster than its triggers do one by one. */
export function rebuildSearch(collection: string): string {
  const search = quoted(searchTableName(collection));
  return `insert into ${search}(${search}) values ('rebuild')`;
}
