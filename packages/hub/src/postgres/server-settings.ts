import { Problem } from "@healthops/base/problem";

/** PostgreSQL settings by name, as `postgresql.conf` spells them. */
export type ServerSettings = Readonly<Record<string, string | number | boolean>>;

/** For a machine with a few gigabytes of memory that runs other things too. */
const DEFAULTS: ServerSettings = {
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  work_mem: "16MB",
  maintenance_work_mem: "64MB",
  min_wal_size: "128MB",
  max_wal_size: "1GB",
  checkpoint_timeout: "15min",
  random_page_cost: 1.1,
  max_connections: 100,
  // Compiling a plan takes longer than the hub's short statements run.
  jit: "off",
  log_checkpoints: "off",
};

/** What no caller may change: where the server listens, and what its log may contain. */
const FIXED: ServerSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  // Statements and details repeat the values of rows, which may be health data.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_statement: "none",
  log_min_duration_statement: -1,
  log_parameter_max_length_on_error: 0,
};

const DURABLE: ServerSettings = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };
/** Loses data in a power cut; only for databases that are thrown away. */
const DISPOSABLE: ServerSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
};

const REFUSED = new Set([...Object.keys(FIXED), ...Object.keys(DURABLE), "port", "data_directory"]);
const NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/;
/** Values travel through a shell inside double quotes, so none may hold a character it reads. */
const VALUE = /^[A-Za-z0-9_.,:+/ -]*$/;

/**
 * The text for `pg_ctl -o`: `-c "name=value"` for each setting, ours over the defaults, the fixed
 * ones last. Throws a Problem `database_setting_refused` for a setting that may not be changed or
 * is malformed.
 */
export function serverFlags(port: number, settings: ServerSettings, durable: boolean): string {
  for (const [name, value] of Object.entries(settings)) refuseBadSetting(name, value);
  const all = {
    ...DEFAULTS,
    ...settings,
    ...FIXED,
    ...(durable ? DURABLE : DISPOSABLE),
    port,
  };
  return Object.entries(all)
    .map(([name, value]) => `-c "${name}=${String(value)}"`)
    .join(" ");
}

function refuseBadSetting(name: string, value: string | number | boolean): void {
  const fault = REFUSED.has(name)
    ? "is fixed for the embedded database"
    : NAME.test(name) && VALUE.test(String(value))
      ? null
      : "has a malformed name or value";
  if (fault === null) return;
  throw new Problem({
    code: "database_setting_refused",
    message: `The PostgreSQL setting ${JSON.stringify(name)} ${fault}; leave it out, or use your own server with DATABASE_URL.`,
    extra: { setting: name },
  });
}
