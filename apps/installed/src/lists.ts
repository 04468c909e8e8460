/** A module of this installation, by its folder, with the files that it has. */
export interface InstalledModule {
  readonly name: string;
  /** Paths below its `src`. */
  readonly files: ReadonlySet<string>;
}

/** A file of this folder that lists what the modules bring. */
interface ListFile {
  readonly file: string;
  readonly what: string;
  /** Name and type of the list, and where the type comes from. */
  readonly list: string;
  readonly type: string;
  readonly from: string;
  /** The entry of a module, or null where it brings nothing of the kind. */
  entry(module: InstalledModule): Entry | null;
}

interface Entry {
  /** What is imported, and from which path below the package. */
  readonly name: string;
  readonly path: string;
  /** How it stands in the list, if not by its name. */
  readonly as?: string;
}

const LISTS: readonly ListFile[] = [
  {
    file: "schemas.ts",
    what: "The records and duties of the modules of this installation.",
    list: "SCHEMA_MODULES",
    type: "Module",
    from: "@healthops/schema/module",
    entry: ({ name }) => ({ name: `${camel(name)}Module`, path: "schema" }),
  },
  {
    file: "on-hub.ts",
    what: "What the modules of this installation bring to the hub.",
    list: "HUB_MODULES",
    type: "HubModule",
    from: "@healthops/hub/hub-module",
    entry: (module) => {
      const name = camel(module.name);
      if (module.files.has("hub.ts")) return { name: `${name}Hub`, path: "hub" };
      return { name: `${name}Module`, path: "schema", as: `{ module: ${name}Module }` };
    },
  },
  {
    file: "on-screen.tsx",
    what: "What the modules of this installation show.",
    list: "WEB_MODULES",
    type: "WebModule",
    from: "@healthops/ui/modules/web-module",
    entry: ({ name, files }) => {
      const path = `web/${name}-web.tsx`;
      return files.has(path) ? { name: `${camel(name)}Web`, path } : null;
    },
  },
  {
    file: "demos.ts",
    what: "What the modules of this installation add to the demo organisation.",
    list: "DEMOS",
    type: "ModuleDemo",
    from: "@healthops/schema/demo",
    entry: ({ name, files }) =>
      files.has("demo.ts") ? { name: `${camel(name)}Demo`, path: "demo" } : null,
  },
];

/** Modules come in the order of their names; the navigation has an order of its own. */
export function listFiles(modules: readonly InstalledModule[]): ReadonlyMap<string, string> {
  const sorted = modules.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(LISTS.map((list) => [list.file, textOf(list, sorted)]));
}

function textOf(list: ListFile, modules: readonly InstalledModule[]): string {
  const entries = modules.flatMap((module) => {
    const entry = list.entry(module);
    return entry === null ? [] : [{ module: module.name, ...entry }];
  });
  const imports = entries.map(
    ({ module, name, path }) => `import { ${name} } from "@healthops/${module}/${path}";`,
  );
  const type = `import type { ${list.type} } from "${list.from}";`;
  return [
    ...[...imports, type].toSorted((a, b) => (fromOf(a) < fromOf(b) ? -1 : 1)),
    "",
    `/** ${list.what} Written by \`npm run modules\`. */`,
    ...arrayOf(
      `export const ${list.list}: readonly ${list.type}[] = `,
      entries.map(({ name, as }) => as ?? name),
    ),
    "",
  ].join("\n");
}

/** As the formatter would have it. */
function arrayOf(head: string, items: readonly string[]): readonly string[] {
  const line = `${head}[${items.join(", ")}];`;
  return line.length <= 100 ? [line] : [`${head}[`, ...items.map((item) => `  ${item},`), "];"];
}

function fromOf(line: string): string {
  return line.slice(line.indexOf(" from "));
}

/** `lab-orders` → `labOrders`. */
function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
