import { writeFile, chown } from "node:fs/promises";
import path from "node:path";
import { connectionString, HUB_ROLE } from "@healthops/hub/postgres/credentials";
import { clusterFolder } from "@healthops/hub/postgres/cluster-place";
import type { ClusterOptions } from "@healthops/hub/postgres/enter-cluster";
import { enterCluster, stopCluster } from "@healthops/hub/postgres/enter-cluster";
import { runProgram } from "@healthops/hub/postgres/run-program";
import { makeTestFolder, removeTestFolder } from "./test-postgres.ts";

const quiet = (): void => undefined;

/** A server of its own whose files can be copied while it stands still, and whose copy can be promoted. */
export class CopiedServer {
  readonly #folder: string;
  port = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<CopiedServer> {
    const server = new CopiedServer(await makeTestFolder());
    await server.start();
    return server;
  }

  /** Starts it, on the port of another that has stopped, if given; its hub's connection string. */
  async start(port?: number): Promise<string> {
    const entered = await enterCluster({
      ...this.#options(),
      ...(port === undefined ? {} : { port }),
    });
    await entered.client.end();
    this.port = entered.port;
    const { password } = entered.credentials;
    return connectionString(HUB_ROLE, password, entered.port, HUB_ROLE);
  }

  async stop(): Promise<void> {
    await stopCluster(this.#options(), "fast");
  }

  /** A copy of the files of this server, which must stand still. */
  async copy(): Promise<CopiedServer> {
    const other = new CopiedServer(await makeTestFolder());
    const from = path.join(this.#folder, "postgres");
    const result = await runProgram("cp", ["-a", from, other.#folder], { user: null, folder: "/" });
    if (result.exitCode !== 0) throw new Error(result.output);
    return other;
  }

  /** Starts the copy as a standby without a primary and promotes it: a new timeline. */
  async promote(port: number): Promise<void> {
    const place = await stopCluster(this.#options(), "fast");
    if (place === null) throw new Error("there are no files");
    const signal = path.join(clusterFolder(place), "standby.signal");
    await writeFile(signal, "");
    if (place.user !== null) await chown(signal, place.user.uid, place.user.gid);
    const { client, programs } = await enterCluster({ ...this.#options(), port });
    await client.end();
    this.port = port;
    const result = await runProgram(programs.pgCtl, ["promote", "-w", "-D", "cluster"], {
      user: place.user,
      folder: place.folder,
    });
    if (result.exitCode !== 0) throw new Error(result.output);
  }

  /** Ends it and deletes its files. */
  remove(): Promise<void> {
    return removeTestFolder(this.#folder);
  }

  #options(): ClusterOptions {
    return {
      dataFolder: this.#folder,
      durable: false,
      log: { info: quiet, warn: quiet, error: quiet },
      settings: { shared_buffers: "32MB", max_connections: 40, wal_level: "replica" },
    };
  }
}
