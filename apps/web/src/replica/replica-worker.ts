import { startReplicaWorker } from "@healthops/replica/browser/replica-worker";
import { SCHEMA } from "./schema.ts";

startReplicaWorker({ schema: SCHEMA, hubUrl: self.location.origin });
