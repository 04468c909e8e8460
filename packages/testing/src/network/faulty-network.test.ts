import { expect, test } from "vitest";
import { FaultyNetwork } from "./faulty-network.ts";

const broken = () => new Error("broken");

function networkWith(count: number) {
  const network = new FaultyNetwork(broken);
  const handled: number[] = [];
  const calls = Array.from({ length: count }, (_, caller) =>
    network.call(caller, async () => {
      handled.push(caller);
      return { caller };
    }),
  );
  return { network, handled, calls };
}

test("nothing arrives before it is delivered, and then in the order of delivery", async () => {
  const { network, handled, calls } = networkWith(2);
  expect(handled).toEqual([]);
  expect(await network.deliver(1, "arrives")).toBe("request");
  expect(await network.deliver(0, "arrives")).toBe("request");
  expect(handled).toEqual([1, 0]);
  expect(await network.deliver(1, "arrives")).toBe("answer");
  await expect(calls[0]).resolves.toEqual({ caller: 0 });
  expect(network.isWaiting(1)).toBe(true);
});

test("a lost request is not handled, a lost answer was; the caller cannot tell", async () => {
  const { network, handled, calls } = networkWith(2);
  await network.deliver(0, "lost");
  await expect(calls[0]).rejects.toThrow("broken");
  expect(handled).toEqual([]);
  await network.deliver(0, "arrives");
  await network.deliver(0, "lost");
  await expect(calls[1]).rejects.toThrow("broken");
  expect(handled).toEqual([1]);
});

test("a repeated request is handled twice and answered once", async () => {
  const { network, handled, calls } = networkWith(1);
  await network.deliver(0, "repeated");
  await network.deliver(0, "arrives");
  await network.deliver(0, "arrives");
  await expect(calls[0]).resolves.toEqual({ caller: 0 });
  expect(handled).toEqual([0, 0]);
  expect(network.onTheWay).toBe(0);
});

test("a late request is handled after its caller has given up", async () => {
  const { network, handled, calls } = networkWith(1);
  await network.deliver(0, "late");
  await expect(calls[0]).rejects.toThrow("broken");
  await network.deliver(0, "arrives");
  expect(handled).toEqual([0]);
  expect(network.onTheWay).toBe(0);
});

test("an abandoned caller hears nothing, but its requests arrive", async () => {
  const { network, handled } = networkWith(3);
  network.abandon(0);
  await network.deliverTogether(network.requests());
  expect(handled).toEqual([0, 1, 2]);
  expect(network.onTheWay).toBe(2);
  network.abandon(1);
  expect(network.onTheWay).toBe(1);
});
