#!/usr/bin/env node
// Starts the command on the Node that comes with this project, whatever Node the person has. Plain
// JavaScript of some years ago, because an old Node reads this file.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const program = process.platform === "win32" ? "node.exe" : "node";
const node = fileURLToPath(new URL(`../../../node_modules/node/bin/${program}`, import.meta.url));
const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

// Compiled code is kept beside the installed packages, so that the next command starts in a fraction of the time.
const compiled = fileURLToPath(new URL("../../../node_modules/.cache/compiled", import.meta.url));
const env = { NODE_COMPILE_CACHE: compiled, ...process.env };

const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: "inherit", env });

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}

child.on("error", (error) => {
  const missing = error.code === "ENOENT";
  process.stderr.write(
    missing
      ? "The Node that comes with HealthOps is missing. Run: npm ci\n"
      : `The command could not be started: ${error.message}\n`,
  );
  process.exitCode = 1;
});

child.on("exit", (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
});
