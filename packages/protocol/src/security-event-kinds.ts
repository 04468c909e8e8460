/** The kinds of security events that the hub tells; a newer hub may know more. */
export const SECURITY_EVENT_KINDS = [
  "signed_in",
  "sign_in_failed",
  "demo_password_refused",
  "session_revoked",
  "refresh_reused",
  "password_changed",
  "privileges_changed",
  "device_revoked",
  "device_allowed",
  "device_wipe_ordered",
  "device_wiped",
  "exported",
  "job_run",
  "restored",
  "recovery_key_shown",
  "backup_keys_changed",
  "signing_keys_changed",
  "line_opened",
  "key_created",
  "key_renewed",
  "key_revoked",
  "key_large_allowed",
  "refused_taken_over",
  "refused_set_aside",
] as const;

export type SecurityEventKind = (typeof SECURITY_EVENT_KINDS)[number];
