import { expect, test } from "vitest";
import { createDemoDatabase } from "./support/demo-database.ts";
import type { Changed } from "./support/device.ts";
import { CommandDevice } from "./support/device.ts";
import { startHubProcess } from "./support/hub-process.ts";

test("[LIV1] a change pushed to one hub process shows live through another", async () => {
  const database = await createDemoDatabase();
  const [one, other] = await Promise.all([
    startHubProcess(database.connectionString),
    startHubProcess(database.connectionString),
  ]);
  const author = await CommandDevice.signedIn(one.url, "admin");
  const reader = await CommandDevice.signedIn(other.url, "ankara1");
  await reader.json(["sync"]);

  const watch = reader.start(["watch", "notices", "--json"]);
  await watch.said("Connected to the hub.");
  const added = await author.json<Changed>(["add", "notices", "title=Seen at once", "body=Live."]);
  expect(added.state).toBe("accepted");
  await watch.said("Seen at once");
  watch.process.kill("SIGINT");
  const { status, stdout } = await watch.ended;
  expect(status).toBe(0);
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([
    { event: "added", collection: "notices", id: added.ids[0], record: { title: "Seen at once" } },
  ]);

  await author.remove();
  await reader.remove();
  expect([await one.stop(), await other.stop()]).toEqual([0, 0]);
  await database.drop();
}, 120_000);
