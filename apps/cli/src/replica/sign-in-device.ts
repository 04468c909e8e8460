import { Problem } from "@healthops/base/problem";
import type { PasswordSource } from "../input/read-password.ts";
import { readPassword } from "../input/read-password.ts";
import { note, printJson, printText } from "../output/print.ts";
import { makeDeviceFolder, readDeviceSettings, writeDeviceSettings } from "./device-folder.ts";
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
    if (options.json) return printJson({ by, hub, replicaId: await replica.id(), identity });
    printText(`Signed in as ${identity.displayName} (${identity.username}, ${identity.role}).`);
    if (by === "offline") note("The hub was not asked; syncing waits for it.");
  });
}

/** `replica sign-out`: ends the session; what waits stays for the person's next sign-in. */
export async function signOutCommand(options: DeviceOptions): Promise<void> {
  await withDevice(options, async ({ replica }) => {
    await replica.signOut();
    if (options.json) printJson({ signedIn: null });
    else printText("Signed out. What is on this device stays for your next sign-in.");
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
