import type { DescribedPaths } from "@healthops/hub/testing/described-routes";
import {
  describedRoutes,
  leftOutRoutes,
  servedRoutes,
} from "@healthops/hub/testing/described-routes";
import { createHubServer } from "@healthops/hub/doors/hub-server";
import { createLog } from "@healthops/hub/http/log";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import { expect, test } from "vitest";
import { HUB_MODULES } from "@healthops/installed/on-hub";

/** Doors of the regions' old desktop programs, with keys and files: docs/legacy-sync.md. */
const OLDER = ["POST /sync", "GET /sync/download", "GET /status", "GET /dashboard"];

test("the API's document describes each route of each module, and none that is not there", async () => {
  const { hub, close } = await openTestHub(HUB_MODULES);
  const { app, close: closeServer } = await createHubServer(hub, {
    log: createLog({ level: "silent" }),
  });
  try {
    await app.ready();
    const document = (await app.inject("/api/openapi.json")).json<DescribedPaths>();
    const described = describedRoutes(document);
    const served = servedRoutes(app);
    const left = new Set(leftOutRoutes(app));
    expect(OLDER.filter((route) => !left.has(route))).toEqual([]);
    expect(served.filter((route) => !described.includes(route) && !left.has(route))).toEqual([]);
    expect(described.filter((route) => !served.includes(route))).toEqual([]);
    expect([...left].filter((route) => !served.includes(route))).toEqual([]);
  } finally {
    await closeServer();
    await close();
  }
});
