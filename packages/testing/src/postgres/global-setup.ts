import { TEST_FOLDER_VARIABLE } from "./test-database.ts";
import { makeTestFolder, removeTestFolder, sweepTestFolders } from "./test-postgres.ts";

let folder: string | null = null;

/**
 * For vitest's `globalSetup`: one PostgreSQL for a whole run. It only says where; the first test
 * that asks for a database starts the server, so that a run without one pays nothing.
 */
export async function setup(): Promise<void> {
  await sweepTestFolders();
  folder = await makeTestFolder();
  process.env[TEST_FOLDER_VARIABLE] = folder;
}

/** Stops the server, if any test has started it, and deletes its data. */
export async function teardown(): Promise<void> {
  if (folder !== null) await removeTestFolder(folder);
  folder = null;
}
