import {
  Account,
  AccountPage,
  ApiKeyList,
  AuditEntry,
  AuditPage,
  ChainStatus,
  Device,
  DeviceActionRequest,
  DevicePage,
  DeviceWipedRequest,
  ExportNote,
  HubStatus,
  JobList,
  JobRunList,
  MadeApiKey,
  NewApiKey,
  SecurityEvent,
  SecurityEventPage,
  SignOutAnswer,
  SiteOverviewList,
} from "@healthops/protocol/wire/admin";
import {
  CountersignAnswer,
  LookAtLinkAnswer,
  LookAtLinkRequest,
  NewsSeenRequest,
  OwnPasswordRequest,
  ReplacePasswordRequest,
  ResetLinkList,
  SetPasswordAnswer,
  SetPasswordRequest,
  UseLinkRequest,
} from "@healthops/protocol/wire/passwords";
import {
  Identity,
  RefreshRequest,
  SignInNews,
  SignInRequest,
  Tokens,
} from "@healthops/protocol/wire/auth";
import { ProblemBody } from "@healthops/protocol/wire/problem";
import { PullRequest, PullResponse } from "@healthops/protocol/wire/pull";
import { PushRequest, PushResponse } from "@healthops/protocol/wire/push";
import {
  RefusedChange,
  RefusedPage,
  RefusedWork,
  SetAsideRequest,
  RefusedKeys,
  TakenOver,
  TakeOverAnswer,
  TakeOverRequest,
} from "@healthops/protocol/wire/refused";
import { STORABLE_PATTERN, WRITTEN_PATTERN } from "@healthops/base/storable";
import { ref } from "../routes/operation.ts";
import type { JsonSchema } from "@healthops/schema/json-schema";

const [STORABLE, WRITTEN] = [JSON.stringify(STORABLE_PATTERN), JSON.stringify(WRITTEN_PATTERN)];

/** Wire shapes that the document has under a name: it refers to them wherever they come. */
const NAMED = {
  Problem: ProblemBody,
  SignInRequest,
  RefreshRequest,
  Tokens,
  Identity,
  PushRequest,
  PushResponse,
  PullRequest,
  PullResponse,
  HistoryEntry: AuditEntry,
  HistoryPage: AuditPage,
  SecurityEvent,
  SecurityEventPage,
  ExportNote,
  ChainStatus,
  Account,
  AccountPage,
  SetPasswordRequest,
  SetPasswordAnswer,
  OwnPasswordRequest,
  SignInNews,
  NewsSeenRequest,
  LookAtLinkRequest,
  LookAtLinkAnswer,
  UseLinkRequest,
  ResetLinkList,
  CountersignAnswer,
  ReplacePasswordRequest,
  SignOutAnswer,
  Device,
  DevicePage,
  DeviceActionRequest,
  DeviceWipedRequest,
  RefusedChange,
  RefusedPage,
  RefusedWork,
  TakeOverRequest,
  TakeOverAnswer,
  SetAsideRequest,
  RefusedKeys,
  TakenOver,
  JobList,
  JobRunList,
  ApiKeyList,
  NewApiKey,
  MadeApiKey,
  HubStatus,
  SiteOverviewList,
};

const NAME_OF: ReadonlyMap<object, string> = new Map(
  Object.entries(NAMED).map(([name, shape]) => [shape, name]),
);

/** A shape as the document says it: by its name where it has one. */
export function schemaOf(shape: object): JsonSchema {
  const name = NAME_OF.get(shape);
  return name === undefined ? documented(shape) : ref(name);
}

/** Schemas that belong to no collection. */
export const HUB_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  ...Object.fromEntries(Object.entries(NAMED).map(([name, shape]) => [name, documented(shape)])),
  Problem: { ...documented(ProblemBody), additionalProperties: true },
};

/**
 * A wire shape as plain JSON: the builder keeps a mark on its schemas that no document needs. Its pattern
 * for texts becomes the one that everybody's engine reads.
 */
function documented(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll(STORABLE, WRITTEN)) as JsonSchema;
}
