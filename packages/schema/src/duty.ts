import { assert } from "@healthops/base/assert";
import type { Label } from "./field.ts";

declare const declared: unique symbol;

/** The name of a duty that some module declares: nothing but {@link duty} makes one. */
export type DutyName = string & { readonly [declared]: true };

/** What somebody does in a module, besides their role: nurse, pharmacist, clerk. */
export interface Duty {
  readonly name: DutyName;
  readonly label: Label;
  /**
   * Whether records belong to those who have it at a site: scope rules of the kind `duty` may name it, and
   * the site's other people do not hold them.
   */
  readonly scoped: boolean;
  /** Who has no other duty belongs to a site from outside: a patient, a screen in the waiting room. */
  readonly outside: boolean;
  /** What a user of a site does where nobody has said what. */
  readonly unsaid: boolean;
  /** Duties that come along with it. */
  readonly implies: readonly DutyName[];
}

export interface DutyDeclaration {
  /** Unique in the whole product; kept in people's records and part of scope keys. */
  readonly name: string;
  readonly label: Label;
  readonly scoped?: true;
  readonly outside?: true;
  readonly unsaid?: true;
  readonly implies?: readonly DutyName[];
}

/** All duties of an installation, by name. */
export type Duties = ReadonlyMap<string, Duty>;

/** Declares a duty; a module lists it in its `duties`, and grants and scope rules name it by `.name`. */
export function duty(declaration: DutyDeclaration): Duty {
  const { name, label, scoped, outside, unsaid, implies } = declaration;
  assert(isDutyName(name), `duty name ${name} is 1 to 20 small letters`);
  return {
    name,
    label,
    scoped: scoped ?? false,
    outside: outside ?? false,
    unsaid: unsaid ?? false,
    implies: implies ?? [],
  };
}

/** A scope key has room for so many. */
function isDutyName(name: string): name is DutyName {
  return /^[a-z]{1,20}$/.test(name);
}

/** The duties with all that come along with them, sorted. What nobody declares (any more) stays as it is. */
export function withImplied(duties: Duties, names: Iterable<string>): readonly string[] {
  const all = new Set(names);
  // A set is walked to its end, also over what is added on the way.
  for (const name of all) for (const more of duties.get(name)?.implies ?? []) all.add(more);
  return [...all].toSorted();
}
