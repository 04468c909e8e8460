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
import type { JsonSchema } from "@healthops/schema/json-schema";

const [STORABLE, WRITTEN] = [JSON.stringify(STORABLE_PATTERN), JSON.stringify(WRITTEN_PATTERN)];

/** Schemas that belong to no collection. */
export const HUB_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Problem: { ...documented(ProblemBody), additionalProperties: true },
  SignInRequest: documented(SignInRequest),
  RefreshRequest: documented(RefreshRequest),
  Tokens: documented(Tokens),
  Identity: documented(Identity),
  PushRequest: documented(PushRequest),
  PushResponse: documented(PushResponse),
  PullRequest: documented(PullRequest),
  PullResponse: documented(PullResponse),
  HistoryEntry: documented(AuditEntry),
  HistoryPage: documented(AuditPage),
  SecurityEvent: documented(SecurityEvent),
  SecurityEventPage: documented(SecurityEventPage),
  ExportNote: documented(ExportNote),
  ChainStatus: documented(ChainStatus),
  Account: documented(Account),
  AccountPage: documented(AccountPage),
  SetPasswordRequest: documented(SetPasswordRequest),
  SetPasswordAnswer: documented(SetPasswordAnswer),
  OwnPasswordRequest: documented(OwnPasswordRequest),
  SignInNews: documented(SignInNews),
  NewsSeenRequest: documented(NewsSeenRequest),
  LookAtLinkRequest: documented(LookAtLinkRequest),
  LookAtLinkAnswer: documented(LookAtLinkAnswer),
  UseLinkRequest: documented(UseLinkRequest),
  ResetLinkList: documented(ResetLinkList),
  CountersignAnswer: documented(CountersignAnswer),
  ReplacePasswordRequest: documented(ReplacePasswordRequest),
  SignOutAnswer: documented(SignOutAnswer),
  Device: documented(Device),
  DevicePage: documented(DevicePage),
  DeviceActionRequest: documented(DeviceActionRequest),
  DeviceWipedRequest: documented(DeviceWipedRequest),
  RefusedChange: documented(RefusedChange),
  RefusedPage: documented(RefusedPage),
  RefusedWork: documented(RefusedWork),
  TakeOverRequest: documented(TakeOverRequest),
  TakeOverAnswer: documented(TakeOverAnswer),
  SetAsideRequest: documented(SetAsideRequest),
  RefusedKeys: documented(RefusedKeys),
  TakenOver: documented(TakenOver),
  JobList: documented(JobList),
  JobRunList: documented(JobRunList),
  ApiKeyList: documented(ApiKeyList),
  NewApiKey: documented(NewApiKey),
  MadeApiKey: documented(MadeApiKey),
  HubStatus: documented(HubStatus),
  SiteOverviewList: documented(SiteOverviewList),
};

/**
 * A wire shape as plain JSON: the builder keeps a mark on its schemas that no document needs. Its pattern
 * for texts becomes the one that everybody's engine reads.
 */
export function documented(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll(STORABLE, WRITTEN)) as JsonSchema;
}
