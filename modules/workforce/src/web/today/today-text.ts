import type { Presence } from "./presence.ts";

const en = {
  title: "Today",
  board: "Who is here today",
  groups: {
    in: "Working",
    open: "Not entered yet",
    leave: "On leave",
    absent: "Absent",
    off: "Day off",
  } as Record<Presence, string>,
  nobody: "Nobody",
  toGrid: "Enter today",
  progress: "This month's timesheets",
  missingToday: (count: number) =>
    count === 0 ? "Today is complete." : `${String(count)} not entered today`,
  missingMonth: (count: number) =>
    count === 0
      ? "Nothing is missing up to yesterday."
      : count === 1
        ? "1 cell is missing up to yesterday."
        : `${String(count)} cells are missing up to yesterday.`,
  filled: (percent: string) => `${percent} % of the month so far is entered`,
  open: "Open the month",
  approvals: "Waiting for approval",
  approve: (month: string, site: string) => `${month}, ${site}`,
  submitted: (day: string) => `submitted ${day}`,
  dates: "Vehicle and licence dates",
  allDates: "All that are due",
};

const tr: typeof en = {
  title: "Bugün",
  board: "Bugün kim var",
  groups: {
    in: "Çalışıyor",
    open: "Henüz girilmedi",
    leave: "İzinli",
    absent: "Yok",
    off: "Tatil",
  },
  nobody: "Kimse yok",
  toGrid: "Bugünü gir",
  progress: "Bu ayın puantajı",
  missingToday: (count) => (count === 0 ? "Bugün tamam." : `Bugün ${String(count)} kişi girilmedi`),
  missingMonth: (count) =>
    count === 0 ? "Düne kadar eksik yok." : `Düne kadar ${String(count)} hücre eksik.`,
  filled: (percent) => `Ayın şimdiye kadarki % ${percent} kısmı girildi`,
  open: "Ayı aç",
  approvals: "Onay bekleyenler",
  approve: (month, site) => `${month}, ${site}`,
  submitted: (day) => `${day} gönderildi`,
  dates: "Araç ve ehliyet tarihleri",
  allDates: "Günü gelenlerin hepsi",
};

/** Texts of the today board and of the start page's cards. */
export const TODAY_TEXT = { en, tr };
