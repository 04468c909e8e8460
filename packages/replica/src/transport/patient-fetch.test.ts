import type { FetchAnswer, FetchInit } from "@healthops/base/ports";
import { expect, test } from "vitest";
import { ManualTime, rest } from "../../test-kit/manual-time.ts";
import { patientFetch } from "./patient-fetch.ts";

const GET: FetchInit = { method: "GET", headers: {} };

/** A hub whose answer and body come when the test says so. */
function slowHub() {
  const time = new ManualTime();
  const asked: FetchInit[] = [];
  const answer = Promise.withResolvers<FetchAnswer>();
  const body = Promise.withResolvers<Uint8Array>();
  const fetch = patientFetch(
    (_url, init) => {
      asked.push(init);
      return answer.promise;
    },
    time,
    1_000,
  );
  const began = (): void =>
    answer.resolve({ status: 200, headers: { get: () => null }, bytes: () => body.promise });
  return { time, asked, fetch, began, body };
}

test("a hub that never begins to answer is given up, and the request with it", async () => {
  const { time, asked, fetch } = slowHub();
  const answer = fetch("x", GET);
  answer.catch(() => undefined);
  await time.pass(999);
  expect(asked[0]?.signal?.aborted).toBe(false);
  await time.pass(1);
  expect(asked[0]?.signal?.aborted).toBe(true);
  await expect(answer).rejects.toMatchObject({ code: "timeout", status: 504 });
});

test("an answer that moves takes as long as it takes; one that stops is given up", async () => {
  const { time, asked, fetch, began } = slowHub();
  began();
  const answer = await fetch("x", GET);
  const reading = answer.bytes();
  reading.catch(() => undefined);
  for (let part = 0; part < 50; part += 1) {
    await time.pass(900);
    asked[0]?.progress?.();
    expect(asked[0]?.signal?.aborted).toBe(false);
  }
  await time.pass(1_000);
  expect(asked[0]?.signal?.aborted).toBe(true);
  await expect(reading).rejects.toMatchObject({ code: "timeout" });
});

test("a large upload has time for its size", async () => {
  const { time, asked, fetch } = slowHub();
  const answer = fetch("x", { ...GET, body: "x".repeat(20_000) });
  answer.catch(() => undefined);
  await time.pass(10_999);
  expect(asked[0]?.signal?.aborted).toBe(false);
  await time.pass(1);
  await expect(answer).rejects.toMatchObject({ code: "timeout" });
});

test("nothing is left planned: after an answer, a failure, or a body that nobody reads", async () => {
  const read = slowHub();
  read.began();
  read.body.resolve(new Uint8Array([1, 2]));
  expect(await (await read.fetch("x", GET)).bytes()).toEqual(new Uint8Array([1, 2]));
  expect(read.time.planned_ms).toEqual([]);

  const unread = slowHub();
  unread.began();
  await unread.fetch("x", GET);
  expect(unread.time.planned_ms).toEqual([]);

  const broken = slowHub();
  broken.began();
  broken.body.reject(new TypeError("broken"));
  const answer = await broken.fetch("x", GET);
  await expect(answer.bytes()).rejects.toThrow("broken");
  expect(broken.time.planned_ms).toEqual([]);

  const time = new ManualTime();
  const away = patientFetch(() => Promise.reject(new TypeError("away")), time, 1_000);
  await expect(away("x", GET)).rejects.toThrow("away");
  expect(time.planned_ms).toEqual([]);
});

test("who asked can still give up by themselves", async () => {
  const { asked, fetch } = slowHub();
  const abort = new AbortController();
  fetch("x", { ...GET, signal: abort.signal }).catch(() => undefined);
  await rest();
  abort.abort();
  expect(asked[0]?.signal?.aborted).toBe(true);
});
