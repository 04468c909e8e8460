import type { FastifyInstance } from "fastify";

/** The part of the API's document that says which addresses there are, and what they answer. */
export interface DescribedPaths {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly responses: Readonly<Record<string, unknown>> }>>
    >
  >;
}

/** `GET /a/{id}` for each operation of the document. */
export function describedRoutes({ paths }: DescribedPaths): string[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

/** Routes of the API as the server has them, `GET /a/{id}`; HEAD is GET without a body. */
export function servedRoutes(app: FastifyInstance): string[] {
  const tree = app.printRoutes({ commonPrefix: false });
  const path: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const parts = /^([│├└─ ]*)(\S+)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (parts === null) return [];
    const [, indent = "", part = "", methods = ""] = parts;
    path.length = indent.length / 4 - 1;
    path.push(part);
    const url = path.join("").replaceAll(/:(\w+)/g, "{$1}");
    // The page that shows the document, and what it is made of.
    if (url.startsWith("/api/docs")) return [];
    return methods
      .split(", ")
      .filter((method) => method !== "" && method !== "HEAD")
      .map((method) => `${method} ${url}`);
  });
}

/** Routes of which the document says nothing on purpose. */
export function leftOutRoutes({ routeTable }: FastifyInstance): string[] {
  return routeTable
    .filter(({ api }) => api !== null && "leftOut" in api)
    .flatMap(({ methods, url }) => methods.map((method) => `${method} ${url}`))
    .filter((route) => !route.startsWith("HEAD "));
}

/** A fault of the hub is described nowhere: there should be none. */
const FAULT = 500;

/** Throws when the document knows the address, but not that it answers so. */
export function assertDescribed(
  { paths }: DescribedPaths,
  method: string,
  url: string,
  status: number,
): void {
  const asked = url.split("?", 1)[0]?.replace(/\/$/, "").split("/") ?? [];
  const path = Object.keys(paths).find((each) => matches(each.split("/"), asked));
  const operation = paths[path ?? ""]?.[method.toLowerCase()];
  if (operation === undefined || status === FAULT || String(status) in operation.responses) return;
  throw new Error(`${method} ${path} answered ${status}, which the API's document does not say`);
}

function matches(path: readonly string[], asked: readonly string[]): boolean {
  return (
    path.length === asked.length &&
    path.every((part, at) => part === asked[at] || (part.startsWith("{") && asked[at] !== ""))
  );
}
