import type { Timers } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import { describe, expect, test } from "vitest";
import type { TurnRules } from "./turns.ts";
import { Turns } from "./turns.ts";

/** Timers that the test lets ring. */
function heldTimers() {
  const set = new Set<() => void>();
  const timers: Timers = {
    after: (_ms, run) => {
      set.add(run);
      return { cancel: () => void set.delete(run) };
    },
  };
  return { timers, set, ring: () => [...set].forEach((run) => run()) };
}

const rules = (given: Partial<TurnRules>): TurnRules => ({
  places: 1,
  borrows: false,
  waitingMax: 4,
  wait_ms: 1,
  refusal: () => new Problem({ code: "full", status: 429, message: "Full." }),
  ...given,
});

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

const fails = () => Promise.reject(new Error("no"));

function world() {
  const clock = heldTimers();
  const turns = new Turns<"known" | "stranger">(clock.timers, [
    ["known", rules({ borrows: true })],
    ["stranger", rules({})],
  ]);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (kind: "known" | "stranger", group: string, name: string): Promise<string> =>
    turns
      .run(kind, { group, member: "" }, () => {
        begun.push(name);
        return new Promise<string>((resolve) => ends.set(name, () => resolve("done")));
      })
      .catch((error: unknown) => (error instanceof Problem ? error.code : "defect"));
  const end = (name: string): Promise<void> => {
    ends.get(name)?.();
    return settle();
  };
  return { ...clock, ask, begun, end };
}

describe("work in turns", () => {
  test("strangers never take the place of those who are known", async () => {
    const { ask, begun, end } = world();
    for (const name of ["s1", "s2", "s3"]) void ask("stranger", "x", name);
    await settle();
    expect(begun).toEqual(["s1"]);
    void ask("known", "me", "k1");
    await settle();
    expect(begun).toEqual(["s1", "k1"]);
    await end("k1");
    expect(begun).toEqual(["s1", "k1"]);
    await end("s1");
    expect(begun).toEqual(["s1", "k1", "s2"]);
  });

  test("those who are known borrow a place while no stranger waits, and give it back after a turn", async () => {
    const { ask, begun, end } = world();
    for (const name of ["k1", "k2", "k3"]) void ask("known", "me", name);
    void ask("stranger", "x", "s1");
    await settle();
    expect(begun).toEqual(["k1", "k2"]);
    await end("k2");
    expect(begun).toEqual(["k1", "k2", "s1"]);
    await end("k1");
    expect(begun).toEqual(["k1", "k2", "s1", "k3"]);
  });

  test("a full line refuses at once, and who comes anew takes the room of who has most in it", async () => {
    const { ask, begun, end, set } = world();
    void ask("stranger", "x", "s0");
    const [, , , last] = ["s1", "s2", "s3", "s4"].map((name) => ask("stranger", "x", name));
    expect(await ask("stranger", "x", "s5")).toBe("full");
    void ask("stranger", "new", "n1");
    expect(await last).toBe("full");
    await end("s0");
    await end("s1");
    await settle();
    expect(begun).toEqual(["s0", "s1", "n1"]);
    expect(set.size, "nobody's timer is left but of those who wait").toBe(2);
  });

  test("who waited as long as they may is told so, and takes no turn later", async () => {
    const { ask, begun, end, ring } = world();
    void ask("stranger", "x", "s0");
    const late = ask("stranger", "y", "s1");
    ring();
    expect(await late).toBe("full");
    await end("s0");
    expect(begun).toEqual(["s0"]);
    void ask("stranger", "y", "s2");
    await end("s2");
    expect(begun).toEqual(["s0", "s2"]);
  });

  test("work that fails gives its place back", async () => {
    const { timers } = heldTimers();
    const turns = new Turns<"all">(timers, [["all", rules({})]]);
    const asker = { group: "a", member: "a" };
    await expect(turns.run("all", asker, fails)).rejects.toThrow("no");
    expect(await turns.run("all", asker, async () => "yes")).toBe("yes");
  });
});
