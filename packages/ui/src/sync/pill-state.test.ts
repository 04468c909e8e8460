import type { Status } from "@healthops/replica/status/status";
import { describe, expect, it } from "vitest";
import { en } from "../i18n/texts/en.ts";
import { tr } from "../i18n/texts/tr.ts";
import { pillState } from "./pill-state.ts";

const SYNCED: Status = {
  signedIn: {
    personId: "01890000-0000-7000-8000-0000000000a1",
    username: "ayse",
    displayName: "Ayşe",
    role: "USER",
    duties: [],
    siteId: null,
    scopes: [],
  },
  signInNeeded: false,
  revoked: null,
  online: true,
  phase: { kind: "idle" },
  live: "connected",
  lastError: null,
  waiting: 0,
  rejected: 0,
  held: 0,
  conflicts: 0,
  lastSyncAt_ms: 1,
};

function textOf(status: Partial<Status>): string {
  return pillState({ ...SYNCED, ...status }, en).text;
}

function short(status: Partial<Status>, texts = en): string {
  return pillState({ ...SYNCED, ...status }, texts).short;
}

it("says that syncing was switched off, and what waits, but first what a person must do", () => {
  const off = { ...SYNCED, off: true };
  expect(pillState(off, en)).toMatchObject({ tone: "quiet", text: "Sync is off" });
  expect(pillState({ ...off, waiting: 2 }, tr).text).toContain("Eşitleme kapalı, 2");
  expect(pillState({ ...off, conflicts: 1 }, en)).toMatchObject({ action: "resolve" });
});

describe("the sync pill", () => {
  it("says synced only when the hub was reached and nothing waits", () => {
    expect(textOf({})).toBe("Synced");
    expect(textOf({ waiting: 1 })).toBe("1 change waiting");
    expect(textOf({ online: "unknown" })).toBe("Connecting");
    expect(textOf({ lastSyncAt_ms: null })).toBe("Connecting");
  });

  it("says offline and how much waits", () => {
    expect(textOf({ online: false })).toBe("Offline");
    expect(textOf({ online: false, waiting: 3 })).toBe("Offline, 3 changes waiting");
  });

  it("says how far a sync is", () => {
    expect(textOf({ phase: { kind: "pushing" }, waiting: 2 })).toBe("Sending 2 changes");
    expect(textOf({ phase: { kind: "pulling", received: 1_234, remaining: 8_766 } })).toBe(
      "Syncing 1,234 of 10,000",
    );
    expect(textOf({ phase: { kind: "pulling", received: 1, remaining: null } })).toBe("Receiving");
  });

  it("does not hide that it is offline behind what there is to do", () => {
    expect(textOf({ conflicts: 1, online: false })).toBe("1 conflict, offline");
    expect(textOf({ rejected: 2, online: false })).toBe("2 refused, offline");
  });

  it("does not hide what waits behind what there is to do", () => {
    expect(textOf({ rejected: 2, waiting: 3, online: false })).toBe(
      "2 refused, 3 waiting, offline",
    );
    expect(textOf({ conflicts: 1, waiting: 1 })).toBe("1 conflict, 1 waiting");
  });

  it("says the same on a phone, shorter and with the number", () => {
    expect(short({ online: false, waiting: 3 })).toBe("Offline · 3");
    expect(short({ online: false, waiting: 3 }, tr)).toBe("Çevrimdışı · 3");
    expect(short({ phase: { kind: "pulling", received: 1, remaining: 3 } })).toBe("Syncing 25%");
    expect(short({ signInNeeded: true }, tr)).toBe("Oturum açın");
    expect(short({ conflicts: 2 }, tr)).toBe("2 çakışma");
  });

  it("puts what a person must do before everything else", () => {
    expect(textOf({ signInNeeded: true, online: false, waiting: 3 })).toBe("Sign in needed");
    expect(textOf({ rejected: 1, conflicts: 1 })).toBe("1 refused");
    expect(textOf({ conflicts: 2 })).toBe("2 conflicts");
    expect(textOf({ signedIn: null })).toBe("Signed out");
  });
});
