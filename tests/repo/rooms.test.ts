import { describe, expect, test } from "vitest";
import { roomFindings } from "./fences/rooms.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

function knotsIn(files: Readonly<Record<string, string>>): string[] {
  return lines(roomFindings(treeOf(files)));
}

describe("the rooms of a package go in no circle", () => {
  test("in this repository", () => {
    expect(lines(roomFindings(readTree()))).toEqual([]);
  });

  test("bites on two folders of which no file uses itself", () => {
    const found = knotsIn({
      "packages/hub/src/rest/routes.ts": 'import { a } from "../audit/routes.ts";\n',
      "packages/hub/src/audit/routes.ts": 'import type { B } from "../rest/send.ts";\n',
      "packages/hub/src/rest/send.ts": "export const b = 1;\n",
    });
    expect(found).toEqual([
      expect.stringMatching(/^packages\/hub\/src: 2 rooms .* circle: audit\/, rest\/\./),
    ]);
  });

  test("bites on a room that uses its own inner room both ways", () => {
    const found = knotsIn({
      "modules/x/src/web/list.ts": 'import { a } from "./parts/row.ts";\n',
      "modules/x/src/web/parts/row.ts": 'import { b } from "../words.ts";\n',
      "modules/x/src/web/words.ts": "export const b = 1;\n",
    });
    expect(found).toEqual([expect.stringMatching(/^modules\/x\/src\/web: .*own files\), parts\//)]);
  });

  test("bites on a circle through files beside the rooms, and through inner rooms", () => {
    const found = knotsIn({
      "apps/x/src/a/deep/one.ts": 'import { two } from "../../two.ts";\n',
      "apps/x/src/two.ts": 'import { three } from "./b/three.ts";\n',
      "apps/x/src/b/three.ts": 'import { four } from "../a/four.ts";\n',
      "apps/x/src/a/four.ts": "export const four = 4;\n",
    });
    expect(found).toEqual([
      expect.stringMatching(/^apps\/x\/src: 3 rooms .*: a\/, b\/, two\.ts\./),
    ]);
  });

  test("lets pass floors above each other, and what tests see", () => {
    const found = knotsIn({
      "packages/hub/src/doors/open.ts": 'import { a } from "../audit/routes.ts";\n',
      "packages/hub/src/audit/routes.ts": 'import { b } from "../requests/send.ts";\n',
      "packages/hub/src/requests/send.ts": "export const b = 1;\n",
      "packages/hub/src/audit/routes.test.ts": 'import { open } from "../doors/open.ts";\n',
      "packages/hub/src/requests/testing/door.ts": 'import { open } from "../../doors/open.ts";\n',
    });
    expect(found).toEqual([]);
  });
});
