import { systemPorts } from "@healthops/base/system-ports";
import { noticesModule } from "@healthops/notices/schema";
import { argon2Verifier } from "@healthops/replica/node/argon2-verifier";
import { nodeFetch } from "@healthops/replica/node/node-fetch";
import { openNodeSqlite } from "@healthops/replica/node/node-sqlite";
import { nodeWebSocket } from "@healthops/replica/node/node-web-socket";
import type { Replica } from "@healthops/replica/replica";
import { openReplica } from "@healthops/replica/replica";
import { httpTransport } from "@healthops/replica/transport/http-transport";
import type { HubTransport } from "@healthops/replica/transport/transport";
import { composeSchema } from "@healthops/schema/schema";
import { wellnessModule } from "@healthops/wellness/schema";
import { now_ms } from "../programs/now.ts";
import { PASSWORD, personOf, usernameOf } from "../world/people.ts";

export interface DevicePlace {
  readonly hubUrl: string;
  /** The SQLite file, new or not. */
  readonly file: string;
  /** Index of the person who signs in. */
  readonly person: number;
}

/** A signed-in device. */
export interface Device {
  readonly replica: Replica;
  /** Id of the person. */
  readonly person: string;
  readonly moments: Moments;
}

/** What only the transport sees: the end of the pushing, which is the beginning of the pulling. */
export interface Moments {
  firstPull_ms: number | null;
}

/** Opens a device as the product does, and signs in. */
export async function openDevice({ hubUrl, file, person }: DevicePlace): Promise<Device> {
  const ports = systemPorts();
  const { timers } = ports;
  const moments: Moments = { firstPull_ms: null };
  const transport = httpTransport({ hubUrl, fetch: nodeFetch, timers, webSocket: nodeWebSocket });
  const replica = await openReplica({
    database: openNodeSqlite(file, { timers }),
    schema: composeSchema([noticesModule, wellnessModule]),
    ports,
    transport: noting(transport, moments),
    passwords: argon2Verifier(ports.random),
  });
  await replica.signIn({ username: usernameOf(person), password: PASSWORD });
  return { replica, person: personOf(person).personId, moments };
}

function noting(transport: HubTransport, moments: Moments): HubTransport {
  return {
    ...transport,
    pull(token, request, etag) {
      moments.firstPull_ms ??= now_ms();
      return transport.pull(token, request, etag);
    },
  };
}
