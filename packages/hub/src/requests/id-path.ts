import { Id } from "@healthops/protocol/wire/common";
import { Type } from "typebox";
import type { Static } from "typebox";

/** The part `:id` of an address. */
export const IdPath = Type.Object({ id: Id });
export type IdPath = Static<typeof IdPath>;
