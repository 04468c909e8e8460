import { buildApp } from "./build-app.ts";

/** `npm run build -w apps/web`; with `--if-changed`, as before `npm start`, only when needed. */
const force = !process.argv.includes("--if-changed");
await buildApp({ force, say: (line) => process.stderr.write(`${line}\n`) });
