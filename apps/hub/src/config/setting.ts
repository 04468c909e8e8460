/** One thing about the hub that whoever runs it may set: its variable, its flag and what it takes. */
export interface Setting<T> {
  /** Environment variable; the flag has the same name (`HEALTHOPS_PORT` is `--port`). */
  readonly env: string;
  readonly help: string;
  readonly default: T;
  /** The default as people read it. */
  readonly defaultText: string;
  /** What the flag is followed by, `port` say; null for a switch that stands alone. */
  readonly argument: string | null;
  /** Whether the flag may also stand without its argument, or as `--no-…`. */
  readonly argumentOptional?: true;
  /** Completes "Give …" when a value is refused. */
  readonly allowed: string;
  /** The value that a text means; undefined when it is not allowed. */
  readonly parse: (text: string) => T | undefined;
}

/** How many of something stay, by age. */
interface Keep {
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

interface About {
  readonly env: string;
  readonly help: string;
}

/** Any text that `accepts`; null when nothing is set. */
export function optionalText(
  about: About & {
    readonly argument: string;
    readonly allowed: string;
    readonly defaultText: string;
    readonly accepts: Pick<RegExp, "test">;
  },
): Setting<string | null> {
  const { accepts, ...rest } = about;
  return { ...rest, default: null, parse: (text) => (accepts.test(text) ? text : undefined) };
}

/** A text that is never empty. */
export function textSetting(
  about: About & { readonly argument: string; readonly default: string; readonly allowed: string },
): Setting<string> {
  return { ...about, defaultText: about.default, parse: (text) => text.trim() || undefined };
}

/** A whole number between two limits, both included. */
export function wholeNumber(
  about: About & {
    readonly argument: string;
    readonly default: number;
    readonly min: number;
    readonly max: number;
  },
): Setting<number> {
  const { min, max, ...rest } = about;
  return {
    ...rest,
    defaultText: String(about.default),
    allowed: `a whole number from ${min} to ${max}`,
    parse: (text) => inRange(text, min, max),
  };
}

/** A number of requests a minute, or `none` for no limit. */
export function rateSetting(
  about: About & { readonly default: number | null },
): Setting<number | null> {
  return {
    ...about,
    argument: "requests",
    defaultText: String(about.default ?? "none"),
    allowed: "a whole number of requests a minute, or none",
    parse: (text) => (text === "none" ? null : inRange(text, 1, 1_000_000_000)),
  };
}

/** One of a few words; `default` may be left to the circumstances by giving null. */
export function wordSetting<const W extends string>(
  about: About & { readonly words: readonly W[]; readonly defaultText?: string },
  fallback: NoInfer<W> | null,
): Setting<W | null> {
  const { words, ...rest } = about;
  return {
    ...rest,
    argument: words.length > 3 ? "word" : words.join("|"),
    default: fallback,
    defaultText: about.defaultText ?? String(fallback),
    allowed: words.join(", "),
    parse: (text) => words.find((word) => word === text.toLowerCase()),
  };
}

/** Numbers of days, weeks and months, such as `7,4,6`. */
export function keepSetting(about: About & { readonly default: Keep }): Setting<Keep> {
  const { days, weeks, months } = about.default;
  return {
    ...about,
    argument: "days,weeks,months",
    defaultText: `${days},${weeks},${months}`,
    allowed: "three whole numbers from 0 to 999, such as 7,4,6",
    parse(text) {
      const [, d, w, m] = /^(\d{1,3}),(\d{1,3}),(\d{1,3})$/.exec(text.replaceAll(" ", "")) ?? [];
      return m === undefined ? undefined : { days: Number(d), weeks: Number(w), months: Number(m) };
    },
  };
}

/** On or off: the flag alone means on, `--no-…` means off. */
export function switchSetting(about: About): Setting<boolean> {
  return {
    ...about,
    argument: null,
    default: false,
    defaultText: "off",
    allowed: "true or false",
    parse: (text) => SWITCH.get(text.toLowerCase()),
  };
}

/** Off, or one of a few words; the flag alone means the first, `--no-…` means off. */
export function switchOfWords<const W extends string>(
  about: About & { readonly words: readonly [W, ...W[]] },
): Setting<W | null> {
  const { words, ...rest } = about;
  const meaning = (on: boolean | undefined) =>
    on === undefined ? undefined : on ? words[0] : null;
  return {
    ...rest,
    argument: words.join("|"),
    argumentOptional: true,
    default: null,
    defaultText: "off",
    allowed: `${words.join(", ")} or false`,
    parse(text) {
      const given = text.toLowerCase();
      return words.find((word) => word === given) ?? meaning(SWITCH.get(given));
    },
  };
}

/** Texts separated by commas, each of which `accepts`. */
export function listSetting(
  about: About & {
    readonly argument: string;
    readonly allowed: string;
    readonly accepts: (item: string) => boolean;
  },
): Setting<readonly string[]> {
  const { accepts, ...rest } = about;
  return {
    ...rest,
    default: [],
    defaultText: "none",
    parse(text) {
      const items = text
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "");
      return items.every(accepts) ? items : undefined;
    },
  };
}

/** `HEALTHOPS_DATABASE_PORT` as a flag without its dashes: `database-port`. */
export function flagOf(setting: Pick<Setting<unknown>, "env">): string {
  return setting.env
    .replace(/^HEALTHOPS_/, "")
    .toLowerCase()
    .replaceAll("_", "-");
}

const SWITCH = new Map([
  ["true", true],
  ["1", true],
  ["yes", true],
  ["on", true],
  ["false", false],
  ["0", false],
  ["no", false],
  ["off", false],
]);

/** As somebody types it: `--port <port>`, `--demo[=full|small]`. */
export function usageOf(setting: Pick<Setting<unknown>, "env" | "argument" | "argumentOptional">) {
  const flag = `--${flagOf(setting)}`;
  if (setting.argument === null) return flag;
  return setting.argumentOptional === true
    ? `${flag}[=${setting.argument}]`
    : `${flag} <${setting.argument}>`;
}

function inRange(text: string, min: number, max: number): number | undefined {
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}
