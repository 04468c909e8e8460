import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useEffect, useRef, useState } from "react";
import type { IdlePhase, IdleRules } from "./idle-clock.ts";
import { IdleWarning } from "./idle-warning.tsx";
import { IdleWatch } from "./idle-watch.ts";
import { useLockMinutes } from "./use-lock-minutes.ts";

const WARNING_MS = 30_000;
const MINUTE_MS = 60_000;

/** Locks all windows after a time without input in any of them, and warns before. */
export function IdleLock() {
  const api = useReplica();
  const [minutes] = useLockMinutes();
  const [phase, setPhase] = useState<IdlePhase>({ kind: "active" });
  const watch = useRef<IdleWatch | null>(null);
  useEffect(() => {
    watch.current = new IdleWatch(rulesOf(minutes), setPhase);
    return () => watch.current?.stop();
    // Begun once: another limit is followed below, without starting the time anew.
  }, []);
  useEffect(() => watch.current?.follow(rulesOf(minutes)), [minutes]);
  useEffect(() => {
    if (phase.kind === "over") void api.lock();
  }, [api, phase.kind]);
  const hidden = phase.kind === "unsure" || phase.kind === "over";
  useEffect(() => {
    document.body.style.visibility = hidden ? "hidden" : "";
    return () => {
      document.body.style.visibility = "";
    };
  }, [hidden]);
  return (
    <IdleWarning
      left_s={phase.kind === "warning" ? phase.left_s : null}
      stay={() => watch.current?.stay()}
      lockNow={() => void api.lock()}
    />
  );
}

function rulesOf(minutes: number): IdleRules {
  return { limit_ms: minutes * MINUTE_MS, warning_ms: WARNING_MS };
}
