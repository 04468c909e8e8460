import { chown, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { Problem } from "@healthops/base/problem";

import { clusterFolder } from "./cluster-place.ts";
import type { ClusterPlace } from "./cluster-place.ts";
import { ADMIN_ROLE, writeCredentials } from "./credentials.ts";
import type { Programs } from "./programs.ts";
import { runProgram } from "./run-program.ts";
import { serverFailure } from "./server-failure.ts";

/**
 * Makes the files of a new, empty server: UTF-8, the collation C.UTF-8 that PostgreSQL itself
 * brings (the same order on every machine and after every system update), page checksums, passwords
 * over SCRAM only. Leaves nothing half made under the final name.
 */
export async function createCluster(
  place: ClusterPlace,
  programs: Programs,
  durable: boolean,
): Promise<void> {
  const half = "cluster.new";
  const passwordFile = path.join(place.folder, "password.new");
  await rm(path.join(place.folder, half), { recursive: true, force: true });
  const { adminPassword } = await writeCredentials(place.folder);
  await writeFile(passwordFile, `${adminPassword}\n`, { mode: 0o600 });
  try {
    if (place.user !== null) await chown(passwordFile, place.user.uid, place.user.gid);
    const result = await runProgram(programs.initdb, initdbArguments(half, durable), {
      user: place.user,
      folder: place.folder,
    });
    if (result.exitCode !== 0) {
      throw serverFailure(result.output, { step: "create", folder: place.folder, port: null });
    }
    await rename(path.join(place.folder, half), clusterFolder(place));
  } finally {
    await rm(passwordFile, { force: true });
    await rm(path.join(place.folder, half), { recursive: true, force: true });
  }
}

function initdbArguments(folder: string, durable: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${ADMIN_ROLE}`,
    "--pwfile=password.new",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    ...(durable ? [] : ["--no-sync"]),
  ];
}

/** Throws a Problem `database_other_version` when the files were made by another major version. */
export async function refuseOtherVersion(place: ClusterPlace, programs: Programs): Promise<void> {
  const file = path.join(clusterFolder(place), "PG_VERSION");
  const found = (await readFile(file, "utf8")).trim();
  if (found === programs.major) return;
  throw new Problem({
    code: "database_other_version",
    status: 500,
    message: `The data in ${place.folder} was made by PostgreSQL ${found}, but this release brings ${programs.major}; use the HealthOps release that made it, or move the data with a dump.`,
    extra: { found, expected: programs.major },
  });
}
