import { assert } from "@healthops/base/assert";
import type { Collection } from "./collection.ts";
import type { Duties, Duty, DutyName } from "./duty.ts";
import type { Module } from "./module.ts";

/** All duties that the modules declare; what one of them names is declared by some module. */
export function dutiesOf(modules: readonly Module[]): Duties {
  const found = new Map<string, Duty>();
  for (const { name: module, duties = [] } of modules) {
    for (const duty of duties) {
      assert(!found.has(duty.name), `${module}: the duty ${duty.name} is declared twice`);
      found.set(duty.name, duty);
    }
  }
  for (const { name, implies } of found.values()) {
    for (const more of implies) assertKnown(found, more, `the duty ${name} brings along`);
  }
  for (const { name, workOf = [] } of modules) {
    for (const duty of workOf) assertKnown(found, duty, `the module ${name} is the work of`);
  }
  return found;
}

function assertKnown(duties: Duties, duty: DutyName, who: string): void {
  assert(duties.has(duty), `${who} ${duty}, a duty that no module of this installation declares`);
}

/** A scope of a duty that nobody is given would hold records that no device gets. */
export function assertDutiesKnown({ name, scopes, permissions }: Collection, duties: Duties): void {
  for (const rule of scopes) {
    if (rule.kind !== "duty") continue;
    assertKnown(duties, rule.duty, `${name} is held by`);
    const isScoped = duties.get(rule.duty)?.scoped === true;
    assert(isScoped, `${name} is held by ${rule.duty}, which has no scope: declare it as scoped`);
  }
  const { create, update, delete: remove = [] } = permissions;
  for (const { duty } of [...create, ...update, ...remove]) {
    if (duty !== undefined) assertKnown(duties, duty, `${name} is written by`);
  }
}
