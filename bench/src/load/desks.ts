import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { noticesModule } from "@healthops/notices/schema";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { PullResponse } from "@healthops/protocol/wire/pull";
import type { LiveChannel } from "@healthops/replica/transport/transport";
import { composeSchema } from "@healthops/schema/schema";
import { wellnessModule } from "@healthops/wellness/schema";
import { PEOPLE_COUNT } from "../world/people.ts";
import { tokenOf, transportTo } from "./push-load.ts";

const { version: schema } = composeSchema([noticesModule, wellnessModule]);

/** A device at a desk that only listens: told of news, it pulls them. */
class Desk {
  readonly #hubUrl: string;
  readonly #token: string;
  readonly #replicaId = newId(systemPorts());
  readonly #seen: (id: string) => void;
  #channel: LiveChannel | null = null;
  #positions: PullResponse["positions"] = {};
  #epoch: string | null = null;
  #etag: string | null = null;
  #pulling = false;
  #again = false;

  constructor(hubUrl: string, person: number, seen: (id: string) => void) {
    this.#hubUrl = hubUrl;
    this.#token = tokenOf(person);
    this.#seen = seen;
  }

  async open(): Promise<void> {
    await this.#pull();
    const hello = { type: "hello", protocol: PROTOCOL_VERSION, schema } as const;
    await new Promise<void>((resolve, reject) => {
      this.#channel = transportTo(this.#hubUrl).openLive(
        { ...hello, replicaId: this.#replicaId, token: this.#token },
        {
          opened: resolve,
          message: ({ type }) => {
            if (type === "heads") void this.#wake();
          },
          closed: () => reject(new Error("a live channel was closed")),
        },
      );
    });
  }

  close(): void {
    this.#channel?.close();
  }

  async #wake(): Promise<void> {
    this.#again = true;
    if (this.#pulling) return;
    this.#pulling = true;
    while (this.#again) {
      this.#again = false;
      await this.#pull();
    }
    this.#pulling = false;
  }

  async #pull(): Promise<void> {
    for (;;) {
      const request = {
        protocol: PROTOCOL_VERSION,
        schema,
        replicaId: this.#replicaId,
        epoch: this.#epoch,
        positions: this.#positions,
      };
      const answer = await transportTo(this.#hubUrl).pull(this.#token, request, this.#etag);
      if (answer.status === "unchanged") return;
      const { positions, epoch, changed, complete } = answer.page;
      [this.#positions, this.#epoch, this.#etag] = [positions, epoch, answer.etag];
      for (const { fields, columns } of changed) {
        for (const id of columns[fields.indexOf("id")] ?? []) this.#seen(String(id));
      }
      if (complete) return;
    }
  }
}

const desks: Desk[] = [];
/** When which desk saw a record, epoch ms. */
const sightings = new Map<string, number[]>();

/** Opens so many desks of the people who are signed in; resolves when all have what there is. */
export async function openDesks(hubUrl: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const desk = new Desk(hubUrl, index % PEOPLE_COUNT, (id) => {
      const seen = sightings.get(id) ?? [];
      sightings.set(id, [...seen, Date.now()]);
    });
    desks.push(desk);
    await desk.open();
  }
}

/** When each of the desks saw a record that it sees now or has seen; epoch ms. */
export function sightingsOf(id: string): readonly number[] {
  return sightings.get(id) ?? [];
}

export function closeDesks(): void {
  for (const desk of desks) desk.close();
}
