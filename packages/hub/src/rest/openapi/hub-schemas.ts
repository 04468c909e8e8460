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
  WithdrawRequest,
  TakeOverAnswer,
  TakeOverRequest,
} from "@healthops/protocol/wire/refused";
import { STORABLE_PATTERN, WRITTEN_PATTERN } from "@healthops/base/storable";
import type { JsonSchema } from "@healthops/schema/json-schema";

const [STORABLE, WRITTEN] = [JSON.stringify(STORABLE_PATTERN), JSON.stringify(WRITTEN_PATTERN)];

/** Schemas that belong to no collection. */
export const HUB_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Problem: { ...plain(ProblemBody), additionalProperties: true },
  SignInRequest: plain(SignInRequest),
  RefreshRequest: plain(RefreshRequest),
  Tokens: plain(Tokens),
  Identity: plain(Identity),
  PushRequest: plain(PushRequest),
  PushResponse: plain(PushResponse),
  PullRequest: plain(PullRequest),
  PullResponse: plain(PullResponse),
  HistoryEntry: plain(AuditEntry),
  HistoryPage: plain(AuditPage),
  SecurityEvent: plain(SecurityEvent),
  SecurityEventPage: plain(SecurityEventPage),
  ExportNote: plain(ExportNote),
  ChainStatus: plain(ChainStatus),
  Account: plain(Account),
  AccountPage: plain(AccountPage),
  SetPasswordRequest: plain(SetPasswordRequest),
  SetPasswordAnswer: plain(SetPasswordAnswer),
  OwnPasswordRequest: plain(OwnPasswordRequest),
  SignInNews: plain(SignInNews),
  NewsSeenRequest: plain(NewsSeenRequest),
  LookAtLinkRequest: plain(LookAtLinkRequest),
  LookAtLinkAnswer: plain(LookAtLinkAnswer),
  UseLinkRequest: plain(UseLinkRequest),
  ResetLinkList: plain(ResetLinkList),
  CountersignAnswer: plain(CountersignAnswer),
  ReplacePasswordRequest: plain(ReplacePasswordRequest),
  SignOutAnswer: plain(SignOutAnswer),
  Device: plain(Device),
  DevicePage: plain(DevicePage),
  DeviceActionRequest: plain(DeviceActionRequest),
  DeviceWipedRequest: plain(DeviceWipedRequest),
  RefusedChange: plain(RefusedChange),
  RefusedPage: plain(RefusedPage),
  RefusedWork: plain(RefusedWork),
  TakeOverRequest: plain(TakeOverRequest),
  TakeOverAnswer: plain(TakeOverAnswer),
  SetAsideRequest: plain(SetAsideRequest),
  WithdrawRequest: plain(WithdrawRequest),
  JobList: plain(JobList),
  JobRunList: plain(JobRunList),
  ApiKeyList: plain(ApiKeyList),
  NewApiKey: plain(NewApiKey),
  MadeApiKey: plain(MadeApiKey),
  HubStatus: plain(HubStatus),
  SiteOverviewList: plain(SiteOverviewList),
};

/**
 * A wire shape as plain JSON: the builder keeps a mark on its schemas that no document needs. Its pattern
 * for texts becomes the one that everybody's engine reads.
 */
function plain(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll(STORABLE, WRITTEN)) as JsonSchema;
}
