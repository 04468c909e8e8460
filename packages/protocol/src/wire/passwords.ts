import type { Static } from "typebox";
import { Type } from "typebox";
import { Count, Said, orNull, text } from "../stored.ts";
import { Id } from "./common.ts";

/*
 * How passwords are set: by their person, by somebody who looks after them, by a link. Only screens that
 * the same hub serves read it, so it is no part of what devices agree on [VER1].
 */

const Moment = text(40, { description: "ISO 8601 in UTC" });
const MomentOrNull = orNull(Moment);
const IdOrNull = orNull(Id);
const SaidOrNull = orNull(Said);
const Password = text(200, { minLength: 1 });

/** Body of `POST /api/v1/people/{id}/password`. */
export const SetPasswordRequest = Type.Object(
  {
    /** Left out: the hub makes a one-time password and answers it, this once. */
    password: Type.Optional(Password),
    /** The person has to choose their own at the next sign-in; always so for one the hub made. */
    mustChange: Type.Optional(Type.Boolean()),
    /** A link by which the person sets a password themselves; a manager gets no other for most people. */
    link: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type SetPasswordRequest = Static<typeof SetPasswordRequest>;

export const SetPasswordAnswer = Type.Object({
  /** The one-time password that the hub made; null when one was given. */
  password: SaidOrNull,
  mustChange: Type.Boolean(),
  /** Until when a password that must be changed opens anything. */
  expiresAt: MomentOrNull,
  /** Sessions that ended by it. */
  sessionsEnded: Count,
  /** What stands behind `/reset#` of the link, told this once; null: no link was made. */
  link: SaidOrNull,
  /** Whether the link opens nothing before somebody else has countersigned it. */
  needsCountersign: Type.Boolean(),
});
export type SetPasswordAnswer = Static<typeof SetPasswordAnswer>;

/** A link by which somebody may set a password. */
export const ResetLink = Type.Object({
  id: Id,
  personId: Id,
  username: Said,
  displayName: Said,
  madeBy: Id,
  madeByName: SaidOrNull,
  madeAt: Moment,
  expiresAt: Moment,
  needsCountersign: Type.Boolean(),
  countersignedBy: IdOrNull,
  /** Whether the reader may countersign it. */
  mayCountersign: Type.Boolean(),
});
export type ResetLink = Static<typeof ResetLink>;

export const ResetLinkList = Type.Object({ links: Type.Array(ResetLink) });
export type ResetLinkList = Static<typeof ResetLinkList>;

/** The code that the person types beside the link, told this once. */
export const CountersignAnswer = Type.Object({ code: Said });
export type CountersignAnswer = Static<typeof CountersignAnswer>;

const LinkText = text(200, { minLength: 1 });

/** Body of `POST /api/v1/auth/reset-link`: what somebody who holds a link is shown. */
export const LookAtLinkRequest = Type.Object({ link: LinkText }, { additionalProperties: false });
export type LookAtLinkRequest = Static<typeof LookAtLinkRequest>;

export const LookAtLinkAnswer = Type.Object({
  username: Said,
  expiresAt: Moment,
  /** `waits`: for a countersign; `code`: the countersign's code is asked for. */
  state: Type.Enum(["ready", "waits", "code"]),
});
export type LookAtLinkAnswer = Static<typeof LookAtLinkAnswer>;

/** Body of `POST /api/v1/auth/reset-password`. */
export const UseLinkRequest = Type.Object(
  { link: LinkText, code: Type.Optional(text(40)), next: Password },
  { additionalProperties: false },
);
export type UseLinkRequest = Static<typeof UseLinkRequest>;

/** Body of `POST /api/v1/me/news/seen`. */
export const NewsSeenRequest = Type.Object({ through: Count }, { additionalProperties: false });
export type NewsSeenRequest = Static<typeof NewsSeenRequest>;

/** Body of `POST /api/v1/me/password`. */
export const OwnPasswordRequest = Type.Object(
  { current: Password, next: Password },
  { additionalProperties: false },
);
export type OwnPasswordRequest = Static<typeof OwnPasswordRequest>;

/** Body of `POST /api/v1/auth/replace-password`, for somebody who has a one-time password. */
export const ReplacePasswordRequest = Type.Object(
  { username: text(60, { minLength: 1 }), current: Password, next: Password },
  { additionalProperties: false },
);
export type ReplacePasswordRequest = Static<typeof ReplacePasswordRequest>;
