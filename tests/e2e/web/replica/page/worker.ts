import { startReplicaWorker } from "@healthops/replica/browser/replica-worker";
import { noticesModule } from "@healthops/notices/schema";
import { composeSchema } from "@healthops/schema/schema";
import { wellnessModule } from "@healthops/wellness/schema";

/** The window's address: `?storage=indexeddb` takes the second choice, `?storage=none` has none. */
const wanted = new URLSearchParams(self.name).get("storage");
if (wanted === "none") {
  for (const name of ["FileSystemFileHandle", "indexedDB"]) {
    Object.defineProperty(self, name, { value: undefined });
  }
}

startReplicaWorker({
  schema: composeSchema([noticesModule, wellnessModule]),
  hubUrl: self.location.origin,
  ...(wanted === "indexeddb" ? { storage: wanted } : {}),
});
