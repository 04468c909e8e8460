import { setImmediate as immediately } from "node:timers/promises";
import type { Timers } from "@healthops/base/ports";
import { expect, test } from "vitest";
import { ALARM_ms, Faults } from "./faults.ts";
import { guarded, guardedTimers, repeat } from "./guarded.ts";

function faultsAt(now: { ms: number }, log: () => void = () => undefined): Faults {
  let made = 0;
  return new Faults({ clock: { now: () => now.ms }, newId: () => `fault-${++made}`, log });
}

/** Timers whose time passes when a test says so. */
function handTimers(): { timers: Timers; pass(ms: number): void } {
  let now = 0;
  const waiting = new Map<object, { at: number; run: () => void }>();
  return {
    timers: {
      after(delay_ms, run) {
        const handle = { cancel: () => void waiting.delete(handle) };
        waiting.set(handle, { at: now + delay_ms, run });
        return handle;
      },
    },
    pass(ms) {
      const until = now + ms;
      for (;;) {
        const [first] = [...waiting].toSorted(([, one], [, other]) => one.at - other.at);
        if (first === undefined || first[1].at > until) break;
        now = first[1].at;
        waiting.delete(first[0]);
        first[1].run();
      }
      now = until;
    },
  };
}

test("a fault is counted, told by its code, and an alarm for a quarter of an hour", () => {
  const now = { ms: 1_000 };
  const faults = faultsAt(now);
  const heard: string[] = [];
  faults.subscribe(({ where, code }) => heard.push(`${where}: ${code}`));
  expect(faults.alarm).toBe(false);
  faults.tell("timer", new TypeError("a name and a diagnosis"));
  faults.tell("listener", Object.assign(new Error("x"), { code: "EPIPE" }));
  faults.tell("listener", "thrown text");
  expect([faults.count, faults.alarm]).toEqual([3, true]);
  expect(heard).toEqual(["timer: TypeError", "listener: EPIPE", "listener: string"]);
  now.ms += ALARM_ms;
  expect(faults.alarm).toBe(false);
});

test("a log that cannot be written to and a listener that fails are no further faults", () => {
  const faults = faultsAt({ ms: 0 }, () => {
    throw new Error("broken pipe");
  });
  faults.subscribe(() => {
    throw new Error("me too");
  });
  faults.tell("timer", new Error("first"));
  expect(faults.count).toBe(1);
});

test("what is thrown in a timer, a listener or its promise is told, and nothing is thrown on", async () => {
  const faults = faultsAt({ ms: 0 });
  const tell = faults.tell.bind(faults);
  const { timers, pass } = handTimers();
  guardedTimers(timers, tell).after(10, () => {
    throw new Error("in a timer");
  });
  pass(10);
  guarded(tell, "listener", async (given: number) => {
    throw new Error(`in a promise ${given}`);
  })(1);
  await immediately();
  expect([faults.count, faults.latest?.where]).toEqual([2, "listener"]);
});

test("work that is repeated goes on after a turn that failed, until it is cancelled", () => {
  const faults = faultsAt({ ms: 0 });
  const { timers, pass } = handTimers();
  let turns = 0;
  const handle = repeat(guardedTimers(timers, faults.tell.bind(faults)), 10, () => {
    turns++;
    if (turns === 2) throw new Error("this once");
  });
  pass(45);
  expect([turns, faults.count]).toEqual([4, 1]);
  handle.cancel();
  pass(100);
  expect(turns).toBe(4);
});
