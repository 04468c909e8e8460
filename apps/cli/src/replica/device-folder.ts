import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { Problem } from "@healthops/base/problem";

const SETTINGS = "device.json";

/** What a device's folder says besides its database. */
export interface DeviceSettings {
  /** Address of the hub that it syncs with. */
  readonly hub: string;
}

/** The database of a device's folder. */
export function databaseFile(folder: string): string {
  return path.join(folder, "replica.sqlite");
}

/** Makes the folder, for its owner alone. Problem `folder_unusable`. */
export async function makeDeviceFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw unusable(folder, error);
  });
}

/** The settings of a folder that somebody has signed in with. Problem `no_device` when nobody has. */
export async function readDeviceSettings(folder: string): Promise<DeviceSettings> {
  const text = await readFile(path.join(folder, SETTINGS), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw unusable(folder, error);
  });
  const settings = text === null ? null : settingsOf(text);
  if (settings !== null) return settings;
  throw new Problem({
    code: "no_device",
    status: 404,
    message: `Nobody has signed in with the folder ${path.resolve(folder)} yet. Begin with: healthops replica --folder ${folder} sign-in --hub http://127.0.0.1:8000 --user <name>`,
  });
}

/** Keeps the settings, whole or not at all. */
export async function writeDeviceSettings(folder: string, settings: DeviceSettings): Promise<void> {
  const file = path.join(folder, SETTINGS);
  await writeFile(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function settingsOf(text: string): DeviceSettings | null {
  try {
    const value = JSON.parse(text) as Partial<DeviceSettings> | null;
    return typeof value?.hub === "string" ? { hub: value.hub } : null;
  } catch {
    return null;
  }
}

function unusable(folder: string, cause: unknown): Problem {
  const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
  return new Problem({
    code: "folder_unusable",
    status: 500,
    message: `The folder ${folder} cannot be used (${reason}). Choose another one.`,
    cause,
  });
}
