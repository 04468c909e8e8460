import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { HubActor } from "@healthops/hub/hub-actor";
import type { HubModule } from "@healthops/hub/hub-module";
import type { Collection } from "@healthops/schema/collection";
import { completeContent, withDerived } from "@healthops/schema/content";
import { placed } from "@healthops/schema/follows";
import { formOf, listColumnsOf } from "@healthops/schema/form";
import { jsonSchemaOf } from "@healthops/schema/json-schema";
import { idFromFields } from "@healthops/schema/natural-key";
import { refusal } from "@healthops/schema/permission";
import type { Content } from "@healthops/schema/record";
import { composeSchema } from "@healthops/schema/schema";
import { scopesOf } from "@healthops/schema/scope";
import { searchAlternatives } from "@healthops/schema/search-text";
import { titleOf } from "@healthops/schema/title";
import { validatorFor } from "@healthops/schema/validate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listedPlainly } from "../conformance/list-oracle.ts";
import { addActor } from "../hub/test-hub.ts";
import {
  labelFindings,
  permissionFindings,
  scopeFindings,
  signatureFindings,
} from "./declaration-findings.ts";
import { isClash } from "./clashes.ts";
import type { KnownIds } from "./random-records.ts";
import { fieldsReferringTo, parentsFirst } from "./random-records.ts";
import type { NewRecord, SuiteHub } from "./suite-hub.ts";
import { createAll, drawId, listed, openSuiteHub } from "./suite-hub.ts";

export interface ModuleSuiteOptions {
  /** The module with its hub side, if it has one. */
  readonly module: HubModule;
  /** The module's folder: `new URL("..", import.meta.url)` in its `src/module.test.ts`. */
  readonly folder: URL;
  /** Modules whose records this one refers to. */
  readonly needs?: readonly HubModule[];
  /**
   * Makes random fields obey rules that look at more than one record, such as a record that is where
   * its parent is. `made` are the records before it; null leaves the record out.
   */
  readonly fit?: Readonly<Record<string, Fit>>;
  /** Demo or sample records as a person makes them, in groups that belong together. */
  readonly samples?: (person: HubActor) => Iterable<readonly NewRecord[]>;
}

type Fit = (fields: Content, made: readonly NewRecord[]) => Content | null;

/** Random records of each collection; the same in each run. */
const RECORDS = 40;
const SEED = 20_260_301;

/** What every module must keep: call it once in the module's `src/module.test.ts`. */
export function moduleSuite(options: ModuleSuiteOptions): void {
  const { module } = options.module;
  describe(`module ${module.name}`, () => {
    declarationTests(options);
    describe.each(module.collections.map((collection) => [collection.name, collection] as const))(
      "collection %s",
      (_name, collection) => {
        collectionTests(collection);
      },
    );
    databaseTests(options);
  });
}

function declarationTests({ module: { module }, folder, needs = [] }: ModuleSuiteOptions): void {
  const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");

  test("folder, package and module have one name", () => {
    const manifest = JSON.parse(read("package.json")) as { name: string };
    expect([basename(fileURLToPath(folder)), manifest.name]).toEqual([
      module.name,
      `@healthops/${module.name}`,
    ]);
  });

  test("the README says what the module is for and names its records", () => {
    const readme = read("README.md");
    expect(readme).toMatch(/^# \S/);
    expect(module.collections.filter(({ name }) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  test("everything that people read is there in English and Turkish", () => {
    expect(labelFindings(module)).toEqual([]);
  });

  test("scopes hold the people they are meant for", () => {
    expect(scopeFindings(module)).toEqual([]);
  });

  test("permissions can be met, by fields that say so", () => {
    expect(permissionFindings(module)).toEqual([]);
  });

  test("[PSH8] who did something and when is set by the hub", () => {
    expect(signatureFindings(module)).toEqual([]);
  });

  test("it composes with the core and the modules it needs", () => {
    const modules = [...needs, { module }].map((one) => one.module);
    const composed = composeSchema(modules);
    expect(composed.version).toBe(composeSchema(modules).version);
  });
}

function collectionTests(collection: Collection): void {
  test("forms, columns, a title and the API's schema come from the declaration", () => {
    expect(formOf(collection).map(({ name }) => name)).toEqual(Object.keys(collection.fields));
    expect(listColumnsOf(collection).length).toBeGreaterThan(0);
    for (const use of ["record", "create", "patch"] as const) {
      expect(Object.keys(jsonSchemaOf(collection, use)).length).toBeGreaterThan(0);
    }
    const named = collection.titleField === "id" || collection.titleField in collection.fields;
    expect(named).toBe(true);
  });

  test("derive and check are pure, and complete content is derived and checked alike again", () => {
    for (const fields of fc.sample(fieldsReferringTo(collection, new Map()), {
      numRuns: RECORDS,
      seed: SEED,
    })) {
      const given = deepFrozen(fields);
      const content = deepFrozen(completeContent(collection, given));
      expect(validatorFor(collection).create(given)).toEqual([]);
      expect(validatorFor(collection).content(content)).toEqual([]);
      expect(withDerived(collection, content)).toEqual(content);
      const title = titleOf(collection, content);
      expect(title === null || title !== "").toBe(true);
    }
  });
}

function databaseTests(options: ModuleSuiteOptions): void {
  const { module } = options.module;
  let it: SuiteHub;
  beforeAll(async () => {
    it = await openSuiteHub([...(options.needs ?? []), options.module]);
  });
  afterAll(() => it?.close());

  test("valid records are taken by the hub and listed alike on both databases", async () => {
    const known = firstIds(it);
    const made: NewRecord[] = [];
    for (const collection of parentsFirst(module.collections)) {
      const records = randomRecords(it, options, collection, known, made);
      made.push(...records);
      const answers = await createAll(it, records);
      expect(answers.filter(({ status }) => status === "rejected")).toEqual([]);
      known.set(
        collection.name,
        records.map(({ id }) => id),
      );
      const stored = await listed(it, collection, "postgres");
      expect(stored).toHaveLength(new Set(records.map(({ id }) => id)).size);
      await it.sqlite.insert(collection, stored);
      expect(await listed(it, collection, "sqlite")).toEqual(stored);
      expect(listedPlainly(collection, stored, {}, null).map(({ id }) => id)).toEqual(
        stored.map(({ id }) => id),
      );
      await expectSearch(it, collection);
    }
  });

  test("whoever may create a record also sees it", () => {
    const known = firstIds(it);
    const unseen = parentsFirst(module.collections).flatMap((collection) =>
      fc
        .sample(fieldsReferringTo(collection, known), { numRuns: RECORDS * 5, seed: SEED })
        .flatMap((fields) => strangersToTheirOwn(it, collection, fields)),
    );
    expect(unseen).toEqual([]);
  });

  if (options.samples === undefined) return;
  const { samples } = options;
  test("samples are taken from the people who make them", async () => {
    // Somebody new: nothing that the other tests made is in their way.
    const person = await addActor(it.hub, "USER", it.siteIds[0] ?? null);
    const groups = [...samples(person)];
    expect(groups.length).toBeGreaterThan(0);
    const answers = await createAll(it, groups.flat(), person);
    expect(answers.filter(({ status }) => status !== "applied")).toEqual([]);
  });
}

/** The ids that references may hold before the module has records of its own. */
function firstIds(it: SuiteHub): Map<string, readonly string[]> {
  const people = it.people.map(({ personId }) => personId);
  return new Map([
    ["people", people],
    ["sites", it.siteIds],
  ]);
}

function randomRecords(
  it: SuiteHub,
  { fit }: ModuleSuiteOptions,
  collection: Collection,
  known: KnownIds,
  made: readonly NewRecord[],
): readonly NewRecord[] {
  const byId = new Map<string, NewRecord>();
  for (const drawn of fc.sample(fieldsReferringTo(collection, known), {
    numRuns: RECORDS,
    seed: SEED,
  })) {
    const fitting = fit?.[collection.name];
    const before = [...made, ...byId.values()];
    const there = whereItBelongs(collection, drawn, before);
    const fields = fitting === undefined ? there : fitting(there, before);
    if (fields === null) continue;
    const content = completeContent(collection, fields);
    const kin = before.filter((one) => one.collection === collection.name);
    if (kin.some((one) => isClash(collection, content, completeContent(collection, one.fields)))) {
      continue;
    }
    const id = idFromFields(collection, content) ?? drawId(it);
    byId.set(id, { collection: collection.name, id, fields });
  }
  return [...byId.values()];
}

/** What follows another record is where that one is. */
function whereItBelongs(
  { follows }: Collection,
  fields: Content,
  made: readonly NewRecord[],
): Content {
  if (follows === null) return fields;
  const parent = made.find(({ id }) => id === fields[follows.by]);
  return placed(follows, fields, parent?.fields ?? {});
}

/** Search finds a record by a word of its own, the same records on both databases. */
async function expectSearch(it: SuiteHub, collection: Collection): Promise<void> {
  const [field] = collection.searchFields;
  if (field === undefined) return;
  const stored = await listed(it, collection, "postgres");
  const found = stored.find(
    ({ content }) => searchAlternatives(String(content[field] ?? "")).length > 0,
  );
  const [word] = searchAlternatives(String(found?.content[field] ?? "")).flat();
  if (found === undefined || word === undefined) return;
  const onHub = await listed(it, collection, "postgres", { search: word });
  expect(onHub.map(({ id }) => id)).toContain(found.id);
  expect(await listed(it, collection, "sqlite", { search: word })).toEqual(onHub);
}

function strangersToTheirOwn(it: SuiteHub, collection: Collection, fields: Content): string[] {
  const id = drawId(it);
  const content = completeContent(collection, fields);
  return it.people
    .filter((actor) => refusal(collection, actor, "create", id, null, content) === null)
    .filter((actor) => !scopesOf(collection, id, content).some((key) => actor.scopes.has(key)))
    .map(
      ({ role }) =>
        `A ${role} may create ${collection.name} that they do not see: ${JSON.stringify(content)}`,
    );
}

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}
