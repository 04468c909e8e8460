const BAD = new Set(["refresh_reused"]);
const WARN = new Set([
  "sign_in_failed",
  "demo_password_refused",
  "privileges_changed",
  "device_revoked",
  "device_wipe_ordered",
  "device_wiped",
  "restored",
  "person_entitled",
  "audit_break_acknowledged",
  "recovery_key_shown",
  "backup_keys_changed",
  "line_opened",
]);

/** How much an event asks for somebody's eyes. */
export function toneOf(kind: string): "bad" | "warn" | "quiet" {
  if (BAD.has(kind)) return "bad";
  return WARN.has(kind) ? "warn" : "quiet";
}
