import { startReplicaWorker } from "@healthops/replica/browser/replica-worker";
import app from "../../package.json" with { type: "json" };
import { SCHEMA } from "./schema.ts";

startReplicaWorker({ schema: SCHEMA, hubUrl: self.location.origin, appVersion: app.version });
