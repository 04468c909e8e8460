import type { JsonSchema } from "@healthops/schema/json-schema";
import type { OperationNote, ParameterNote, PathNotes } from "../routes/operation.ts";
import { AFTER, UUID_TEXT, idOf, limit, objectOf, query, ref } from "../routes/operation.ts";

const MOMENT: JsonSchema = { type: "string", format: "date-time" };
const PERSON = query("person", "Only of this person.", UUID_TEXT);
const THE_PERSON = idOf("The person.");
const THE_DEVICE = idOf("The device's database.");
const THE_JOB: ParameterNote = {
  name: "name",
  in: "path",
  description: "The job.",
  schema: { type: "string" },
};
const REFUSED_KEY: readonly ParameterNote[] = [
  { name: "device", in: "path", description: "The device's database.", schema: UUID_TEXT },
  {
    name: "seq",
    in: "path",
    description: "Number of the group in its outbox.",
    schema: { type: "integer", minimum: 0 },
  },
];
const LOOKED_AFTER =
  "Administrators for everybody but themselves, managers for the users of their site.";
const SEEN = "Administrators see all, managers those of their site's people.";

const SESSION = objectOf({
  id: UUID_TEXT,
  replicaId: { type: ["string", "null"], format: "uuid" },
  createdAt: MOMENT,
  refreshedAt: MOMENT,
  expiresAt: MOMENT,
});

const ACCOUNTS: Readonly<Record<string, PathNotes>> = {
  "/api/v1/people/accounts": {
    get: note("People's accounts", "accounts", "Who can sign in, and how", {
      description: SEEN,
      parameters: [PERSON, limit(1000, 200), AFTER],
      answers: { 200: ref("AccountPage") },
      problems: [400, 401, 403],
    }),
  },
  "/api/v1/people/{id}/sessions": {
    get: note("People's accounts", "sessions_of", "Somebody's open sessions", {
      description: SEEN,
      parameters: [THE_PERSON],
      answers: { 200: objectOf({ sessions: { type: "array", items: SESSION } }) },
    }),
  },
  "/api/v1/people/{id}/password": {
    post: note("People's accounts", "set_password", "Give somebody a password", {
      description: `${LOOKED_AFTER} Without a password the hub makes one for one use. Ends their sessions. For an account that is its person's a manager gets a link.`,
      parameters: [THE_PERSON],
      body: ref("SetPasswordRequest"),
      answers: { 200: ref("SetPasswordAnswer") },
      problems: [400, 401, 403, 404, 422],
    }),
  },
  "/api/v1/people/reset-links": {
    get: note("People's accounts", "reset_links", "Open links for a new password", {
      description:
        "Administrators see all, others those they made and those for their own account.",
      answers: { 200: ref("ResetLinkList") },
      problems: [401, 403],
    }),
  },
  "/api/v1/people/reset-links/{id}/countersign": {
    post: note("People's accounts", "countersign", "Countersign a link that somebody else made", {
      description: "For administrators, and for the person whose account it is.",
      parameters: [idOf("The link.")],
      answers: { 200: ref("CountersignAnswer") },
    }),
  },
  "/api/v1/people/reset-links/{id}/refuse": {
    post: note("People's accounts", "refuse_reset_link", "Take a link back", {
      parameters: [idOf("The link.")],
      answers: { 204: null },
    }),
  },
  "/api/v1/people/{id}/sign-out": {
    post: note("People's accounts", "sign_out_person", "End all sessions of somebody", {
      description: LOOKED_AFTER,
      parameters: [THE_PERSON],
      answers: { 200: ref("SignOutAnswer") },
    }),
  },
};

const DEVICES: Readonly<Record<string, PathNotes>> = {
  "/api/v1/devices": {
    get: note("Devices", "devices", "Devices and how their sync is doing, last seen first", {
      description: SEEN,
      parameters: [
        PERSON,
        query("site", "Only of people of this site.", UUID_TEXT),
        query("state", "Only in this state.", {
          type: "string",
          enum: ["active", "revoked", "wipe_ordered", "wiped"],
        }),
        limit(1000, 100),
        AFTER,
      ],
      answers: { 200: ref("DevicePage") },
      problems: [400, 401, 403],
    }),
  },
  "/api/v1/devices/{id}": {
    get: note("Devices", "device", "One device", {
      description: SEEN,
      parameters: [THE_DEVICE],
      answers: { 200: ref("Device") },
    }),
  },
  "/api/v1/devices/{id}/revoke": {
    post: act("device_revoke", "Serve a device no more", {
      description: `${LOOKED_AFTER} Also for one's own. Its data and unsent changes stay on it.`,
      problems: [400, 401, 403, 404],
    }),
  },
  "/api/v1/devices/{id}/wipe": {
    post: act("device_wipe", "Have a device erase its data at its next contact", {
      description: "For administrators. What the device has not sent is lost.",
      problems: [400, 401, 403, 404, 409],
    }),
  },
  "/api/v1/devices/{id}/allow": {
    post: act("device_allow", "Serve a revoked device again", {
      description:
        "For administrators. Also takes back a wipe that the device has not been told yet.",
      problems: [400, 401, 403, 404, 409],
    }),
  },
  "/api/v1/devices/{id}/wiped": {
    post: note("Devices", "device_wiped", "A device's last word: its data is erased", {
      description: "With the receipt of the problem `device_wiped`, in the place of a token.",
      parameters: [THE_DEVICE],
      body: ref("DeviceWipedRequest"),
      answers: { 204: null },
      problems: [400, 404, 429],
      open: true,
    }),
  },
  "/api/v1/refused": {
    get: note("Devices", "refused", "Changes of devices that the hub refused, newest first", {
      description: `${SEEN} What was to be written is shown to those who may see the record. Kept for 90 days.`,
      parameters: [
        PERSON,
        query("device", "Only of this device.", UUID_TEXT),
        query("state", "Only those that wait for a decision, or only the others.", {
          type: "string",
          enum: ["open", "decided"],
        }),
        limit(200, 50),
        AFTER,
      ],
      answers: { 200: ref("RefusedPage") },
      problems: [400, 401, 403],
    }),
  },
  "/api/v1/refused/{device}/{seq}": {
    get: note("Devices", "refused_change", "One of them, beside what the hub has now", {
      description: SEEN,
      parameters: REFUSED_KEY,
      answers: { 200: ref("RefusedWork") },
    }),
  },
  "/api/v1/refused/withdraw": {
    post: note("Devices", "refused_withdraw", "Say that one's own were put right or given up", {
      description: "For everybody, of their own; what is none of theirs is passed over.",
      body: ref("RefusedKeys"),
      answers: { 204: null },
      problems: [400, 401],
    }),
  },
  "/api/v1/refused/taken-over": {
    post: note("Devices", "refused_taken_over", "Ask which of one's own others have taken over", {
      description:
        "For everybody, of their own: a device lets go of what is somebody else's ordinary change by now.",
      body: ref("RefusedKeys"),
      answers: { 200: ref("TakenOver") },
      problems: [400, 401],
    }),
  },
  "/api/v1/refused/{device}/{seq}/take-over": {
    post: note("Devices", "refused_take_over", "Make it an ordinary change of one's own", {
      description:
        "For managers and administrators, with their own rights on the records. The values may be corrected; those left out stay as they are.",
      parameters: REFUSED_KEY,
      body: ref("TakeOverRequest"),
      answers: { 200: ref("TakeOverAnswer") },
      problems: [400, 401, 403, 404, 409, 422],
    }),
  },
  "/api/v1/refused/{device}/{seq}/set-aside": {
    post: note("Devices", "refused_set_aside", "Decide against it, with a reason", {
      description: "For managers and administrators. It stays readable for its 90 days.",
      parameters: REFUSED_KEY,
      body: ref("SetAsideRequest"),
      answers: { 200: ref("RefusedChange") },
      problems: [400, 401, 403, 404, 409],
    }),
  },
};

const JOBS: Readonly<Record<string, PathNotes>> = {
  "/api/v1/jobs": {
    get: note("Jobs", "jobs", "What the hub does by itself", {
      description: "For administrators.",
      answers: { 200: ref("JobList") },
      problems: [401, 403],
    }),
  },
  "/api/v1/jobs/{name}/runs": {
    get: note("Jobs", "job_runs", "The latest runs of a job, newest first", {
      description: "For administrators.",
      parameters: [THE_JOB, limit(500, 50)],
      answers: { 200: ref("JobRunList") },
    }),
  },
  "/api/v1/jobs/{name}/run": {
    post: note("Jobs", "job_run", "Run a job now", {
      description: "For administrators. One of the hubs takes it within seconds.",
      parameters: [THE_JOB],
      answers: { 202: objectOf({ name: { type: "string" } }) },
      problems: [401, 403, 404, 409, 503],
    }),
  },
};

const HUB: Readonly<Record<string, PathNotes>> = {
  "/api/v1/hub/status": {
    get: note("Hub", "hub_status", "How this hub and its database are doing", {
      description: "For administrators.",
      answers: { 200: ref("HubStatus") },
      problems: [401, 403],
    }),
  },
  "/api/v1/hub/sites": {
    get: note("Hub", "hub_sites", "People, devices and sync of each site", {
      description: "Administrators see all sites, managers their own.",
      answers: { 200: ref("SiteOverviewList") },
      problems: [401, 403],
    }),
  },
};

/** What those who look after people, devices and the hub use. */
export const ADMIN_PATHS: Readonly<Record<string, PathNotes>> = {
  ...ACCOUNTS,
  ...DEVICES,
  ...JOBS,
  ...HUB,
};

type Rest = Omit<OperationNote, "tag" | "id" | "summary" | "problems"> & {
  readonly problems?: readonly number[];
};

function note(tag: string, id: string, summary: string, rest: Rest): OperationNote {
  return { tag, id, summary, problems: [400, 401, 403, 404], ...rest };
}

function act(id: string, summary: string, rest: Omit<Rest, "answers">): OperationNote {
  return note("Devices", id, summary, {
    parameters: [THE_DEVICE],
    body: ref("DeviceActionRequest"),
    answers: { 200: ref("Device") },
    ...rest,
  });
}
