import { BlockList, isIP } from "node:net";
import { isAnchorUrl } from "@healthops/hub/audit/anchor-url";
import type { Setting } from "./setting.ts";
import {
  keepSetting,
  listSetting,
  optionalText,
  rateSetting,
  switchOfWords,
  switchSetting,
  textSetting,
  wholeNumber,
  wordSetting,
} from "./setting.ts";

/**
 * Everything about the hub that can be set. Environment, flags, `--help` and the table in
 * docs/runbooks/hub.md all come from here.
 */
export const SETTINGS = {
  host: textSetting({
    env: "HEALTHOPS_HOST",
    argument: "address",
    default: "127.0.0.1",
    allowed: "an address or host name of this machine, such as 127.0.0.1 or 0.0.0.0",
    help: "Address to listen on. Beyond loopback the demo password is refused; use TLS there.",
  }),
  port: wholeNumber({
    env: "HEALTHOPS_PORT",
    argument: "port",
    default: 8000,
    min: 0,
    max: 65_535,
    help: "Port to listen on; 0 takes any free one.",
  }),
  data: textSetting({
    env: "HEALTHOPS_DATA",
    argument: "folder",
    default: "./data",
    allowed: "the path of a folder",
    help: "Folder of the embedded database; made at the first start.",
  }),
  databaseUrl: optionalText({
    env: "DATABASE_URL",
    argument: "url",
    accepts: /^postgres(ql)?:\/\/\S+$/,
    allowed: "an address such as postgres://user:password@host:5432/database",
    defaultText: "the embedded PostgreSQL",
    help: "Another PostgreSQL (18 or newer) to use. Prefer the variable: other users see flags.",
  }),
  databaseDirectUrl: optionalText({
    env: "HEALTHOPS_DATABASE_DIRECT_URL",
    argument: "url",
    accepts: /^postgres(ql)?:\/\/\S+$/,
    allowed: "an address such as postgres://user:password@host:5432/database",
    defaultText: "the same as DATABASE_URL",
    help: "The same database past a pooler: for live news, and while tables are made.",
  }),
  databasePort: wholeNumber({
    env: "HEALTHOPS_DATABASE_PORT",
    argument: "port",
    default: 0,
    min: 0,
    max: 65_535,
    help: "Port of the embedded PostgreSQL on 127.0.0.1; 0 takes any free one.",
  }),
  databaseConnections: wholeNumber({
    env: "HEALTHOPS_DATABASE_CONNECTIONS",
    argument: "number",
    default: 10,
    min: 2,
    max: 500,
    help: "Most connections for what people ask; 8 more are reserved for writing and signing in.",
  }),
  demo: switchOfWords({
    env: "HEALTHOPS_DEMO",
    words: ["full", "small"],
    help: "Create the demo organisation when the database is empty: a year of data, or two months.",
  }),
  logLevel: wordSetting(
    {
      env: "HEALTHOPS_LOG_LEVEL",
      words: ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      help: "Least important messages that are logged (to standard error).",
    },
    "info",
  ),
  logFormat: wordSetting(
    {
      env: "HEALTHOPS_LOG_FORMAT",
      words: ["pretty", "json"],
      defaultText: "pretty on a terminal, else json",
      help: "Log for people or for machines (one JSON object a line).",
    },
    null,
  ),
  tlsCert: optionalText({
    env: "HEALTHOPS_TLS_CERT",
    argument: "file",
    accepts: /\S/,
    allowed: "the path of a PEM file",
    defaultText: "none: plain HTTP",
    help: "Certificate with its chain (PEM), for TLS by the hub itself. Renewed files are noticed.",
  }),
  tlsKey: optionalText({
    env: "HEALTHOPS_TLS_KEY",
    argument: "file",
    accepts: /\S/,
    allowed: "the path of a PEM file",
    defaultText: "none",
    help: "Private key of the certificate (PEM, without a passphrase).",
  }),
  trustProxy: listSetting({
    env: "HEALTHOPS_TRUST_PROXY",
    argument: "addresses",
    allowed: "addresses or networks separated by commas, such as 10.0.0.5,192.168.0.0/16",
    accepts: isAddressOrNetwork,
    help: "Proxies whose X-Forwarded-* headers are believed.",
  }),
  allowedOrigins: listSetting({
    env: "HEALTHOPS_ALLOWED_ORIGINS",
    argument: "origins",
    allowed: "web origins separated by commas, such as https://app.example.org",
    accepts: isOrigin,
    help: "Other web origins whose pages may call the API.",
  }),
  securityContact: optionalText({
    env: "HEALTHOPS_SECURITY_CONTACT",
    argument: "contact",
    accepts: /^(?:mailto:[^\s@]+@\S+|https:\/\/\S+|tel:\+?[\d-]+)$/,
    allowed: "mailto:…, https://… or tel:…",
    defaultText: "mailto:security@ the hub's host",
    help: "Whom to tell of a weakness, in /.well-known/security.txt.",
  }),
  rateLimit: rateSetting({
    env: "HEALTHOPS_RATE_LIMIT",
    default: 600,
    help: "Requests a minute of one person or, not signed in, one address.",
  }),
  rateLimitSync: rateSetting({
    env: "HEALTHOPS_RATE_LIMIT_SYNC",
    default: 1_200,
    help: "Pushes, pulls and live channels opened a minute, of one person or address.",
  }),
  rateLimitAuth: rateSetting({
    env: "HEALTHOPS_RATE_LIMIT_AUTH",
    default: 120,
    help: "Requests about signing in a minute from one address (5 a minute per account besides).",
  }),
  devicesMax: wholeNumber({
    env: "HEALTHOPS_DEVICES_MAX",
    argument: "devices",
    default: 300,
    min: 3,
    max: 1_000_000,
    help: "Devices that one person may have in use; a third of them can be new within a day.",
  }),
  liveBeat_s: wholeNumber({
    env: "HEALTHOPS_LIVE_BEAT_S",
    argument: "seconds",
    default: 25,
    min: 1,
    max: 3_600,
    help: "Pause between two signs of life on a live channel; devices notice a silent hub 3 s later.",
  }),
  uploadLimit_MB: wholeNumber({
    env: "HEALTHOPS_UPLOAD_LIMIT_MB",
    argument: "MB",
    default: 512,
    min: 1,
    max: 100_000,
    help: "Largest database of a desktop program that is taken, in MB.",
  }),
  wrappingKeyFile: optionalText({
    env: "HEALTHOPS_WRAPPING_KEY_FILE",
    argument: "file",
    accepts: /\S/,
    allowed: "the path of a file",
    defaultText: "keys/wrapping-key in HEALTHOPS_DATA",
    help: "The key around those that sign tokens; made at the first start. Hubs on one database share it.",
  }),
  backupFolder: optionalText({
    env: "HEALTHOPS_BACKUP_FOLDER",
    argument: "folder",
    accepts: /\S/,
    allowed: "the path of a folder, or none for no daily backups",
    defaultText: "backups in HEALTHOPS_DATA",
    help: "Folder of the daily backups; best on another disk. The word none: no daily backups.",
  }),
  backupHour: wholeNumber({
    env: "HEALTHOPS_BACKUP_HOUR",
    argument: "hour",
    default: 1,
    min: 0,
    max: 23,
    help: "Hour (UTC) of the daily backup; one that was slept through is made at the next start.",
  }),
  backupKeep: keepSetting({
    env: "HEALTHOPS_BACKUP_KEEP",
    help: "Backups that stay: the newest of each of so many days, weeks and months.",
    default: { days: 7, weeks: 4, months: 6 },
  }),
  backupKeyFile: optionalText({
    env: "HEALTHOPS_BACKUP_KEY_FILE",
    argument: "file",
    accepts: /\S/,
    allowed: "the path of a file",
    defaultText: "keys/backup-keys.json in HEALTHOPS_DATA",
    help: "The keys of backups; made with the first one. Keep them apart from the backups.",
  }),
  auditAnchorFile: optionalText({
    env: "HEALTHOPS_AUDIT_ANCHOR_FILE",
    argument: "file",
    accepts: /\S/,
    allowed: "the path of a file",
    defaultText: "audit-anchor.jsonl in HEALTHOPS_DATA",
    help: "Where the ends of the audit chain are noted; best where the database's user cannot write.",
  }),
  auditAnchorUrl: optionalText({
    env: "HEALTHOPS_AUDIT_ANCHOR_URL",
    argument: "url",
    accepts: { test: isAnchorUrl },
    allowed:
      "an https address without a name and password, such as https://notary.example.org/heads; http on this machine only",
    defaultText: "none",
    help: "Address that is told each end of the audit chain (POST, JSON); best one that others look after.",
  }),
  metricsForAll: switchSetting({
    env: "HEALTHOPS_METRICS_FOR_ALL",
    help: "Answer /metrics to other machines too, not only to clients on this one.",
  }),
  metricsToken: optionalText({
    env: "HEALTHOPS_METRICS_TOKEN",
    argument: "token",
    accepts: /^[\w.~+/=-]{16,200}$/,
    allowed: "16 to 200 letters, digits and .~+/=-_",
    defaultText: "none",
    help: "Opens /metrics from other machines, as a bearer token. Prefer the variable: other users see flags.",
  }),
} satisfies Readonly<Record<string, Setting<unknown>>>;

export type SettingName = keyof typeof SETTINGS;

/** The hub's settings as values, in force. */
export type HubConfig = {
  readonly [N in SettingName]: (typeof SETTINGS)[N]["default"];
};

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** A setting whose value type does not matter to the caller. */
export function settingNamed(name: SettingName): Setting<unknown> {
  return SETTINGS[name];
}

function isAddressOrNetwork(item: string): boolean {
  const [address = "", prefix, ...more] = item.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  if (!/^\d{1,3}$/.test(prefix)) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix), version === 4 ? "ipv4" : "ipv6");
    return true;
  } catch {
    return false;
  }
}

function isOrigin(item: string): boolean {
  return URL.canParse(item) && new URL(item).origin === item;
}
