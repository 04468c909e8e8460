import { startReplicaWorker } from "@healthops/replica/browser/replica-worker";
import { noticesModule } from "@healthops/notices/schema";
import { composeSchema } from "@healthops/schema/schema";
import { wellnessModule } from "@healthops/wellness/schema";
import { fillDisk } from "./fill-disk.ts";
import { hangInCommit } from "./hang-in-commit.ts";

/**
 * The window's address: `?storage=indexeddb` takes the second choice, `?storage=none` has none;
 * `?older` is the app before an update that brought a module.
 */
const parameters = new URLSearchParams(self.name);
const wanted = parameters.get("storage");
if (wanted === "none") {
  for (const name of ["FileSystemFileHandle", "indexedDB"]) {
    Object.defineProperty(self, name, { value: undefined });
  }
}

if (parameters.has("hang")) hangInCommit();
if (parameters.has("disk")) fillDisk();

startReplicaWorker({
  schema: composeSchema(
    parameters.has("older") ? [wellnessModule] : [noticesModule, wellnessModule],
  ),
  hubUrl: self.location.origin,
  ...(wanted === "indexeddb" ? { storage: wanted } : {}),
});
