import { Problem } from "@healthops/base/problem";
import { eraseDatabase, forgetErasure } from "@healthops/replica/node/erase-database";
import type { PasswordSource } from "../input/read-password.ts";
import { readPassword } from "../input/read-password.ts";
import { note, printJson, printText } from "../output/print.ts";
import {
  databaseFile,
  makeDeviceFolder,
  readDeviceSettings,
  writeDeviceSettings,
} from "./device-folder.ts";
import type { DeviceOptions } from "./open-device.ts";
import { withDevice, withDeviceAt } from "./open-device.ts";

export interface SignInOptions extends DeviceOptions, PasswordSource {
  /** Absent: the hub that the folder belongs to already. */
  readonly hub?: string;
  readonly user: string;
}

/** `replica sign-in`: at the hub, or against the device's memory when the hub is away. */
export async function signInCommand(options: SignInOptions): Promise<void> {
  const hub = await hubOf(options);
  const password = await readPassword(options, `Password of ${options.user}`, false);
  await makeDeviceFolder(options.folder);
  await withDeviceAt(options, hub, async ({ replica }) => {
    const credentials = { username: options.user, password };
    const { identity, by } = await replica.signIn(credentials, options.offline);
    await writeDeviceSettings(options.folder, { hub });
    await forgetErasure(databaseFile(options.folder));
    if (options.json) return printJson({ by, hub, replicaId: await replica.id(), identity });
    printText(`Signed in as ${identity.displayName} (${identity.username}, ${identity.role}).`);
    if (by === "offline") note("The hub was not asked; syncing waits for it.");
  });
}

export interface SignOutOptions extends DeviceOptions {
  /** Remove the person's data from the device as well. */
  readonly erase?: boolean;
  /** Also what was never sent. */
  readonly discardUnsent?: boolean;
}

/**
 * `replica sign-out`: ends the session; what waits stays for the person's next sign-in, unless the data
 * is to be erased, with every copy of it. Problem `unsent_changes`.
 */
export async function signOutCommand(options: SignOutOptions): Promise<void> {
  const erase = options.erase === true;
  await withDevice(options, async ({ replica }) => {
    const { waiting, rejected } = await replica.status();
    const unsent = waiting + rejected;
    if (erase && unsent > 0 && options.discardUnsent !== true) throw unsentChanges(unsent);
    await replica.signOut();
  });
  if (erase) await eraseDatabase(databaseFile(options.folder));
  if (options.json) printJson({ signedIn: null, erased: erase });
  else if (erase) printText("Signed out, and erased all data of this device with its copies.");
  else printText("Signed out. What is on this device stays for your next sign-in.");
}

function unsentChanges(count: number): Problem {
  return new Problem({
    code: "unsent_changes",
    status: 409,
    message: `The hub never got ${count} of this device's changes, and erasing loses them. Sync first, or add --discard-unsent.`,
  });
}

async function hubOf({ hub, folder }: SignInOptions): Promise<string> {
  if (hub === undefined) return (await readDeviceSettings(folder)).hub;
  const url = URL.canParse(hub) ? new URL(hub) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return hub.replace(/\/+$/, "");
  throw new Problem({
    code: "usage",
    message: `--hub is an address such as http://127.0.0.1:8000, not "${hub}".`,
  });
}
