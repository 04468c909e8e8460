import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { get } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TLSSocket } from "node:tls";
import { newId } from "@healthops/base/ids";
import type { Timers } from "@healthops/base/ports";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { selfSignedCertificate } from "@healthops/testing/tls/self-signed";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openLiveDevice } from "../../testing/live-device.ts";
import {
  addTestPerson,
  listeningServer,
  signIn,
  versionsOf,
} from "../../testing/server-fixture.ts";
import { readCertificate } from "./certificate-files.ts";

let it: TestHub;
let folder: string;
let files: { cert: string; key: string };

beforeAll(async () => {
  it = await openTestHub();
  await addTestPerson(it.hub, "ada");
});
afterAll(() => it.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "healthops-tls-"));
  files = { cert: path.join(folder, "cert.pem"), key: path.join(folder, "key.pem") };
  return () => rm(folder, { recursive: true });
});

async function renew(name: string): Promise<string> {
  const { cert, key } = selfSignedCertificate(name, Date.now());
  await writeFile(files.cert, cert);
  await writeFile(files.key, key);
  return cert;
}

interface Answer {
  readonly status: number;
  readonly servedName: string;
  readonly protocol: string | null;
  readonly security: string | undefined;
}

/** Asks on a connection of its own, believing that certificate only. */
function ask(url: string, ca: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/api/v1/auth/me`, { ca, agent: false }, (response) => {
      const socket = response.socket as TLSSocket;
      resolve({
        status: response.statusCode ?? 0,
        servedName: String(socket.getPeerCertificate().subject.CN),
        protocol: socket.getProtocol(),
        security: response.headers["strict-transport-security"],
      });
      response.resume();
    });
    request.on("error", reject);
  });
}

/** Timers that run when the test says so. */
function handTimers(): { timers: Timers; tick(): void } {
  const waiting = new Set<() => void>();
  return {
    timers: {
      after(_delay_ms, run) {
        waiting.add(run);
        return { cancel: () => void waiting.delete(run) };
      },
    },
    tick() {
      const due = [...waiting];
      waiting.clear();
      for (const run of due) run();
    },
  };
}

describe("a hub with a certificate", () => {
  test("answers by TLS, live channels too, and tells browsers to come so only", async () => {
    const ca = await renew("first");
    const { server, url } = await listeningServer(it.hub, { tls: files });
    expect(url).toMatch(/^https:/);
    expect(await ask(url, ca)).toEqual({
      status: 401,
      servedName: "first",
      protocol: "TLSv1.3",
      security: "max-age=31536000",
    });
    const { accessToken: token } = await signIn(server, "ada");
    const hello = { type: "hello", ...versionsOf(it.hub), replicaId: newId(it.hub.ports), token };
    const device = await openLiveDevice(hello, url, { ca });
    await expect.poll(() => device.messages.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await server.close();
    expect((await device.closed).code).toBe(1001);
  });

  test("does not answer plain HTTP", async () => {
    await renew("first");
    const { server, url } = await listeningServer(it.hub, { tls: files });
    await expect(fetch(`${url.replace("https:", "http:")}/health`)).rejects.toThrow("fetch failed");
    await server.close();
  });

  test("serves renewed files without a restart, and broken ones never", async () => {
    const first = await renew("first");
    const { timers, tick } = handTimers();
    const { server, url } = await listeningServer(
      { ...it.hub, ports: { ...it.hub.ports, timers } },
      { tls: files },
    );
    await writeFile(files.cert, "half of a fi");
    tick();
    expect((await ask(url, first)).servedName).toBe("first");
    const second = await renew("second");
    await expect
      .poll(
        () => {
          tick();
          return ask(url, second).then(
            ({ servedName }) => servedName,
            () => "not yet",
          );
        },
        { timeout: 20_000 },
      )
      .toBe("second");
    await expect(ask(url, first)).rejects.toThrow(/certificate|signature/);
    await server.close();
  });
});

describe("a hub whose certificate cannot be used says which file it is", () => {
  test.each([
    [
      "the certificate is not there",
      () => rm(files.cert),
      "cert.pem (HEALTHOPS_TLS_CERT) is not there",
    ],
    ["the key is not there", () => rm(files.key), "key.pem (HEALTHOPS_TLS_KEY) is not there"],
    [
      "the certificate is none",
      () => writeFile(files.cert, "hello"),
      "cert.pem (HEALTHOPS_TLS_CERT) holds no certificate",
    ],
    [
      "the key is none",
      () => writeFile(files.key, "hello"),
      "key.pem (HEALTHOPS_TLS_KEY) holds no private key",
    ],
    [
      "the key belongs to another one",
      () => writeFile(files.key, selfSignedCertificate("other", Date.now()).key),
      "does not belong to the certificate",
    ],
  ])("when %s", async (_case, spoil, said) => {
    await renew("first");
    await spoil();
    await expect(readCertificate(files)).rejects.toMatchObject({
      code: "tls_file_unusable",
      message: expect.stringContaining(said),
    });
    await expect(listeningServer(it.hub, { tls: files })).rejects.toThrow(said);
  });
});
