import { systemPorts } from "@healthops/base/system-ports";
import { useList, useRecord } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useMemo } from "react";
import type { Diary } from "../../commands.ts";
import type { Profile } from "../../goals/body.ts";
import { profileIdOf } from "../../profile-id.ts";

const PORTS = systemPorts();

/** Who keeps the diary, and what their body is like. */
export interface Person {
  readonly diary: Diary;
  /** Null when they have none, or it is still being read. */
  readonly profile: Profile | null;
  /** Their last reading on or before the day; null when there is none. */
  readonly weightKg: number | null;
  readonly ready: boolean;
}

/** The person who is signed in, as their diary needs them on a day. */
export function usePerson(day: string): Person {
  const { personId, siteId } = useIdentity();
  const found = useRecord("wellness_profiles", profileIdOf(personId));
  const scales = useList("weights", {
    where: {
      all: [
        { field: "personId", op: "eq", value: personId },
        { field: "measuredOn", op: "le", value: day },
      ],
    },
    sort: [["measuredOn", "desc"]],
    limit: 1,
  });
  const profile = (valueOr(found, null)?.content ?? null) as Profile | null;
  const reading = valueOr(scales, null)?.records[0]?.content["weightKg"];
  const shareByDefault = profile?.shareByDefault === true;
  const diary = useMemo(
    () => ({ personId, siteId, shareByDefault, ports: PORTS }),
    [personId, siteId, shareByDefault],
  );
  return {
    diary,
    profile,
    weightKg: typeof reading === "number" ? reading : null,
    ready: found.state !== "loading" && scales.state !== "loading",
  };
}
