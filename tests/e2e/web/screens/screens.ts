import type { Page } from "playwright-core";

export type Device = "desktop" | "phone";

/** Who looks: a clerk of a region, its manager, an administrator; or nobody yet. */
export type Viewer = "ankara1" | "ankara-manager" | "admin" | null;

/** A screen as the documentation shows it. */
export interface Screen {
  /** Of its files. */
  readonly name: string;
  readonly area: string;
  /** What one sees. */
  readonly caption: string;
  readonly viewer: Viewer;
  readonly path: string;
  /** A word that stands there when it has come. */
  readonly waitFor: string | RegExp;
  readonly dark?: boolean;
  readonly turkish?: boolean;
  /** What a person does there before the picture is taken. */
  readonly before?: (page: Page, device: Device) => Promise<void>;
}

const EMPLOYEE = "Abdullah Erdoğan";

async function openEmployee(page: Page): Promise<void> {
  await page.getByRole("main").getByText(EMPLOYEE).first().click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
}

async function addFilter(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Filter" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Position" }).click();
  await dialog.getByRole("textbox").fill("Şoför");
}

async function openPalette(page: Page, device: Device): Promise<void> {
  if (device === "phone") await page.getByRole("button", { name: "More" }).click();
  else await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
}

async function openHelp(page: Page): Promise<void> {
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
}

async function openPanel(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Synced" }).click();
  await page.getByText("Last synced").waitFor();
}

async function askToSignOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("dialog").waitFor();
}

/** Screens while all is well. */
export const SCREENS: readonly Screen[] = [
  {
    name: "sign-in",
    area: "Signing in",
    caption: "Signing in: the first time on a device needs the network, later times do not",
    viewer: null,
    path: "/sign-in",
    waitFor: "The hub can be reached.",
  },
  {
    name: "start",
    area: "Start",
    caption: "What needs attention, today, the board, and the ways to everything",
    viewer: "ankara1",
    path: "/",
    waitFor: "Lists",
  },
  {
    name: "start-dark-turkish",
    area: "Start",
    caption: "The same at night, in Turkish",
    viewer: "ankara1",
    path: "/",
    waitFor: "Listeler",
    dark: true,
    turkish: true,
  },
  {
    name: "commands",
    area: "Start",
    caption: "Every place and deed by its name: the command palette; on a phone, all places",
    viewer: "ankara1",
    path: "/",
    waitFor: "Lists",
    before: openPalette,
  },
  {
    name: "shortcuts",
    area: "Start",
    caption: "What the keyboard does on this screen",
    viewer: "ankara1",
    path: "/diary",
    waitFor: "You often have",
    before: openHelp,
  },
  {
    name: "diary",
    area: "Wellness",
    caption: "A day: exercises and meals, with what one usually has before any search",
    viewer: "ankara1",
    path: "/diary",
    waitFor: "You often have",
  },
  {
    name: "trends",
    area: "Wellness",
    caption: "Energy, minutes, macros and weight over days, weeks and months",
    viewer: "ankara1",
    path: "/trends?by=week",
    waitFor: "Energy in and out",
  },
  {
    name: "goals",
    area: "Wellness",
    caption: "Goals, and how far they are",
    viewer: "ankara1",
    path: "/goals",
    waitFor: "Weight, last 90 days",
  },
  {
    name: "month",
    area: "Workforce",
    caption: "A region's month, typed like a table; on a phone a list of people",
    viewer: "ankara1",
    path: "/timesheets",
    waitFor: EMPLOYEE,
  },
  {
    name: "month-dark-turkish",
    area: "Workforce",
    caption: "The month at night, in Turkish",
    viewer: "ankara1",
    path: "/timesheets",
    waitFor: EMPLOYEE,
    dark: true,
    turkish: true,
  },
  {
    name: "today",
    area: "Workforce",
    caption: "Who is here today, and who is not",
    viewer: "ankara1",
    path: "/today",
    waitFor: /Today/,
  },
  {
    name: "vehicles",
    area: "Workforce",
    caption: "Vehicles and their drivers",
    viewer: "ankara1",
    path: "/vehicles",
    waitFor: /Vehicles/,
  },
  {
    name: "regions",
    area: "Workforce",
    caption: "All regions beside each other",
    viewer: "admin",
    path: "/regions",
    waitFor: "Bursa",
  },
  {
    name: "board",
    area: "Notices",
    caption: "The notice board",
    viewer: "ankara1",
    path: "/board",
    waitFor: "Welcome to HealthOps",
  },
  {
    name: "list",
    area: "Records",
    caption: "Any collection as a list that stays quick on 100,000 records",
    viewer: "ankara1",
    path: "/c/employees",
    waitFor: EMPLOYEE,
  },
  {
    name: "filter",
    area: "Records",
    caption: "A condition on any field; the address keeps it",
    viewer: "ankara1",
    path: "/c/employees",
    waitFor: EMPLOYEE,
    before: addFilter,
  },
  {
    name: "record",
    area: "Records",
    caption: "A record with its history",
    viewer: "ankara1",
    path: "/c/employees",
    waitFor: EMPLOYEE,
    before: openEmployee,
  },
  {
    name: "form",
    area: "Records",
    caption: "A form that judges while one types, and keeps a draft",
    viewer: "ankara1",
    path: "/c/employees/new",
    waitFor: "Save",
  },
  {
    name: "sync-panel",
    area: "Sync and settings",
    caption: "What the pill says, in full",
    viewer: "ankara1",
    path: "/diary",
    waitFor: "You often have",
    before: openPanel,
  },
  {
    name: "settings",
    area: "Sync and settings",
    caption: "Language, colours, lock and PIN, schedule, storage, installing",
    viewer: "ankara1",
    path: "/settings",
    waitFor: "Idle lock and PIN",
  },
  {
    name: "password",
    area: "Sync and settings",
    caption: "Changing one's own password: what is asked of it, and what becomes of other devices",
    viewer: "ankara1",
    path: "/password",
    waitFor: "New password again",
  },
  {
    name: "sign-out",
    area: "Sync and settings",
    caption: "Signing out, with or without erasing the device's data",
    viewer: "ankara1",
    path: "/settings",
    waitFor: "Idle lock and PIN",
    before: askToSignOut,
  },
  ...(
    [
      ["overview", "What needs attention at the sites, and the hub's own state", "Needs attention"],
      ["people", "People, roles and sites", "Zeynep Demir"],
      ["sites", "Sites", "Ankara"],
      ["devices", "Devices: last sync, what waits there; revoke or wipe", "Revoke"],
      ["keys", "Keys of the desktop programs", "Keys"],
      ["attention", "Conflicts and refused changes of all", "Conflicts"],
      ["audit", "Who changed what, as it was and as it is", "Timesheet period"],
      ["jobs", "What the hub does by itself", "Jobs"],
    ] as const
  ).map(([section, caption, waitFor]): Screen => ({
    name: `admin-${section}`,
    area: "Administration",
    caption,
    viewer: "admin",
    path: `/admin?section=${section}&window=own`,
    waitFor,
  })),
  {
    name: "reports",
    area: "Reports",
    caption: "The reports of all modules",
    viewer: "ankara1",
    path: "/reports?window=own",
    waitFor: "Reports",
  },
  {
    name: "report-month",
    area: "Reports",
    caption: "A month's hours, overtime and leave, for paper and for a spreadsheet",
    viewer: "ankara1",
    path: "/reports/workforce/month?month=2026-10&window=own",
    waitFor: "Month summary",
  },
];

/** The clerk's record that two people change while one of them is away. */
export const CONTESTED = EMPLOYEE;

/** Screens when something went another way than one hoped. */
export const TROUBLED: readonly Screen[] = [
  {
    name: "conflict",
    area: "When something clashes",
    caption: "Two people changed one field: both values, and who decides",
    viewer: "ankara1",
    path: "/conflicts",
    waitFor: EMPLOYEE,
  },
  {
    name: "offline",
    area: "When something clashes",
    caption: "Offline, with work that waits on the device",
    viewer: "ankara1",
    path: "/sync",
    waitFor: "Changes waiting",
    dark: true,
  },
  {
    name: "locked",
    area: "When something clashes",
    caption: "Locked: nothing of the person's shows in any window",
    viewer: "ankara1",
    path: "/",
    waitFor: "Lists",
    async before(page) {
      await page.keyboard.press("Control+Shift+L");
      await page.getByRole("button", { name: "Unlock" }).waitFor();
    },
  },
];
