import path from "node:path";
import { Problem } from "@healthops/base/problem";
import { systemPorts } from "@healthops/base/system-ports";
import { goBackTo, listCopies } from "@healthops/replica/node/copies";
import { finishErasure, isErased } from "@healthops/replica/node/erase-database";
import { note, printJson, printText } from "../output/print.ts";
import { databaseFile, readDeviceSettings } from "./device-folder.ts";
import type { DeviceOptions } from "./open-device.ts";

/** `replica rollback`: the newest copy takes the database's place; `list` only shows the copies. */
export async function rollbackCommand(
  { folder, json }: DeviceOptions,
  list: boolean,
): Promise<void> {
  await readDeviceSettings(folder);
  const file = databaseFile(folder);
  await finishErasure(file);
  if (await isErased(file)) throw erased();
  const copies = await listCopies(file);
  if (list) {
    if (json) return printJson({ copies });
    return printText(
      copies.map((copy) => path.basename(copy)).join("\n") || "There are no copies.",
    );
  }
  const [newest] = copies;
  if (newest === undefined) {
    throw new Problem({
      code: "no_copy",
      status: 404,
      message:
        "This device has no copy to go back to: one is made only before all of its data is replaced.",
    });
  }
  await goBackTo(file, newest, new Date(), systemPorts().timers);
  if (json) return printJson({ restored: newest });
  printText(`The device is as it was in ${path.basename(newest)}.`);
  note("Sign in again to sync. What was here until now is kept as a copy.");
}

function erased(): Problem {
  return new Problem({
    code: "device_erased",
    status: 409,
    message:
      "This device's data was erased, with all of its copies: there is nothing to go back to. Sign in to fetch it again from the hub.",
  });
}
