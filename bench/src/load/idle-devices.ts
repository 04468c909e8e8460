import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import { noticesModule } from "@healthops/notices/schema";
import type { LiveChannel } from "@healthops/replica/transport/transport";
import { composeSchema } from "@healthops/schema/schema";
import { wellnessModule } from "@healthops/wellness/schema";
import { tokenOf, transportTo } from "./push-load.ts";

const AT_ONCE = 50;
const channels: LiveChannel[] = [];

/** Opens live channels of so many devices of the first person; resolves when the hub took them all. */
export async function openIdle(hubUrl: string, count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += AT_ONCE) {
    const some = Math.min(AT_ONCE, count - opened);
    await Promise.all(Array.from({ length: some }, () => openOne(hubUrl)));
  }
}

export function closeIdle(): void {
  for (const channel of channels) channel.close();
}

function openOne(hubUrl: string): Promise<void> {
  const { version: schema } = composeSchema([noticesModule, wellnessModule]);
  const replicaId = newId(systemPorts());
  const hello = { type: "hello", protocol: PROTOCOL_VERSION, schema, replicaId } as const;
  return new Promise((resolve, reject) => {
    const channel = transportTo(hubUrl).openLive(
      { ...hello, token: tokenOf(0) },
      {
        opened: resolve,
        message: () => undefined,
        closed: () => reject(new Error("a live channel was closed")),
      },
    );
    channels.push(channel);
  });
}
