import { describe, expect, test } from "vitest";
import type { RefreshableSession } from "./refresh-token.ts";
import {
  decideRefresh,
  drawRefreshToken,
  formatRefreshToken,
  hashSecret,
  parseRefreshToken,
} from "./refresh-token.ts";

const SESSION = "0190c0de-0000-7000-8000-000000000001";
const first = drawRefreshToken(SESSION);
const second = drawRefreshToken(SESSION, first.familySecret);
const foreign = drawRefreshToken(SESSION);

const session = (change: Partial<RefreshableSession> = {}): RefreshableSession => ({
  familyHash: hashSecret(first.familySecret),
  tokenHash: hashSecret(second.secret),
  previousHash: null,
  attemptHash: null,
  revoked: false,
  expired: false,
  ...change,
});

describe("a refresh token", () => {
  test("survives being written and read, and holds 256 secret bits of its own", () => {
    expect(parseRefreshToken(formatRefreshToken(first))).toEqual(first);
    expect(first.secret).toHaveLength(32);
    expect(second.secret).not.toEqual(first.secret);
  });

  test.each([
    "",
    "x",
    `${SESSION}.a.b`,
    formatRefreshToken(first).slice(0, -1),
    `${formatRefreshToken(first)}A`,
  ])("%j is none", (text) => expect(parseRefreshToken(text)).toBeNull());

  test.each([
    ["the newest is exchanged", second, session(), "rotate"],
    ["an earlier one of the family was used before", first, session(), "reused"],
    [
      "an earlier one counts as used even when the session has expired",
      first,
      session({ expired: true }),
      "reused",
    ],
    ["one of another family is unknown", foreign, session(), "unknown"],
    ["one of no session is unknown", second, null, "unknown"],
    ["of a revoked session none is taken", second, session({ revoked: true }), "revoked"],
    ["of an expired session none is taken", second, session({ expired: true }), "expired"],
  ])("%s", (_name, token, known, decision) => {
    expect(decideRefresh(token, known)).toBe(decision);
  });

  test("an exchange whose answer got lost is repeated by its secret, by nobody else, and only the last", () => {
    const known = session({
      previousHash: hashSecret(first.secret),
      attemptHash: hashSecret(Buffer.from("secret of the attempt")),
    });
    expect(decideRefresh(first, known, "secret of the attempt")).toBe("rotate");
    expect(decideRefresh(first, known, "another secret")).toBe("reused");
    expect(decideRefresh(first, known)).toBe("reused");
    const later = session({ ...known, previousHash: hashSecret(foreign.secret) });
    expect(decideRefresh(first, later, "secret of the attempt")).toBe("reused");
  });
});
