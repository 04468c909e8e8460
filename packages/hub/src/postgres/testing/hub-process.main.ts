// A process that uses the embedded database as a hub does; driven by hub-process.ts.
import { openEmbeddedPostgres } from "../open-embedded-postgres.ts";
import { quietLog } from "./quiet-log.ts";

const [dataFolder = "", sharedFolder = ""] = process.argv.slice(2);
// As a hub that still has work to finish after Ctrl-C.
process.on("SIGINT", () => undefined);
const opened = await openEmbeddedPostgres({ dataFolder, sharedFolder, log: quietLog });
process.stdin.once("end", () => void opened.close());
process.stdin.resume();
const { connectionString, port, ownedByUs } = opened;
process.stdout.write(`${JSON.stringify({ connectionString, port, ownedByUs })}\n`);
