import type { Change } from "../change.ts";
import { creation } from "../change.ts";
import { employees } from "../collections/employees.ts";
import { dateOfDay, monthDays } from "../rules/calendar.ts";
import { firstMonth } from "./demo-months.ts";
import type { DemoRegion } from "./region.ts";
import { Seeded } from "./seeded.ts";

/** When somebody works. */
export interface Pattern {
  readonly startTime: string;
  readonly endTime: string;
  /** Also on Saturdays, until one o'clock or the whole day. */
  readonly saturdays: boolean;
  readonly weeklyContractMinutes: number;
  /** Only the code, because nobody writes their times down. */
  readonly codeOnly: boolean;
}

export interface DemoEmployee {
  readonly id: string;
  readonly name: string;
  readonly position: string;
  readonly hiredOn: string;
  readonly pattern: Pattern;
  /** Whether somebody has asked for them this morning. */
  readonly askedToday: boolean;
  readonly change: Change;
}

const FIRST_NAMES = [
  "Ahmet",
  "Ayşe",
  "Mehmet",
  "Fatma",
  "Mustafa",
  "Emine",
  "Ali",
  "Hatice",
  "Hüseyin",
  "Zeynep",
  "Hasan",
  "Elif",
  "İbrahim",
  "Meryem",
  "Murat",
  "Merve",
  "Ömer",
  "Büşra",
  "Yusuf",
  "Esra",
  "Osman",
  "Kübra",
  "Ramazan",
  "Sevgi",
  "Halil",
  "Gülşen",
  "Süleyman",
  "Özlem",
  "Abdullah",
  "Derya",
  "Serkan",
  "Pınar",
  "Volkan",
  "Gamze",
  "Tuncay",
  "Şeyma",
  "Onur",
  "İrem",
  "Kaan",
  "Çiğdem",
] as const;

const LAST_NAMES = [
  "Yılmaz",
  "Kaya",
  "Demir",
  "Şahin",
  "Çelik",
  "Yıldız",
  "Yıldırım",
  "Öztürk",
  "Aydın",
  "Özdemir",
  "Arslan",
  "Doğan",
  "Kılıç",
  "Aslan",
  "Çetin",
  "Kara",
  "Koç",
  "Kurt",
  "Özkan",
  "Şimşek",
  "Polat",
  "Korkmaz",
  "Çakır",
  "Erdoğan",
  "Güneş",
  "Aksoy",
  "Bulut",
  "Taş",
  "Avcı",
  "Turan",
] as const;

const POSITIONS = [
  "Teknisyen",
  "Operatör",
  "Saha sorumlusu",
  "Depo görevlisi",
  "Şoför",
  "Muhasebe",
  "Vardiya amiri",
  "Bakım ustası",
  "Güvenlik",
  "Hemşire",
  "Büro",
  "Temizlik",
] as const;

const OFFICE: Pattern = {
  startTime: "08:30",
  endTime: "17:30",
  saturdays: false,
  weeklyContractMinutes: 2700,
  codeOnly: false,
};

const PATTERNS = [
  OFFICE,
  OFFICE,
  { ...OFFICE, startTime: "08:00", endTime: "18:00" },
  { ...OFFICE, startTime: "07:00", endTime: "15:30", saturdays: true },
  { ...OFFICE, startTime: "22:00", endTime: "06:00" },
  { ...OFFICE, codeOnly: true },
  { ...OFFICE, startTime: "09:00", endTime: "16:00", weeklyContractMinutes: 1800 },
] as const;

/** Works every Saturday besides a full week: near the year's cap of overtime when it ends. */
const BUSY: Pattern = { ...OFFICE, startTime: "08:00", endTime: "18:00", saturdays: true };

/** Which one is busy, after the drivers. */
const BUSY_AT = 2;

/** One in so many has not been asked for yet, so that there is something to enter today. */
const UNASKED_EVERY = 4;

/** The made-up employees of a region; the drivers first. */
export function demoEmployees(
  region: DemoRegion,
  dice: Seeded,
  count: number,
): readonly DemoEmployee[] {
  const year = Number(region.today.slice(0, 4));
  const day = () =>
    `${String(dice.integer(1, 12)).padStart(2, "0")}-${String(dice.integer(1, 28)).padStart(2, "0")}`;
  return Array.from({ length: count }, (_, at): DemoEmployee => {
    const id = region.idOf("employee", String(at));
    const name = `${dice.pick(FIRST_NAMES)} ${dice.pick(LAST_NAMES)}`;
    const position = at < region.drivers ? "Şoför" : dice.pick(POSITIONS);
    const hiredOn = `${year - dice.integer(2, 19)}-${day()}`;
    const picked = dice.pick(PATTERNS);
    const pattern = at === region.drivers + BUSY_AT ? BUSY : picked;
    const change = creation(employees, id, {
      name,
      number: `${region.prefix}${String(at + 1).padStart(3, "0")}`,
      siteId: region.siteId,
      position,
      hiredOn,
      birthDate: `${year - dice.integer(22, 58)}-${day()}`,
      weeklyContractMinutes: pattern.weeklyContractMinutes,
      ...leaveBrought(id, region),
    });
    return { id, name, position, hiredOn, pattern, askedToday: at % UNASKED_EVERY > 0, change };
  });
}

/** What was left of the leave of years before the demo's; of its own dice, so that names stay as they are. */
function leaveBrought(id: string, region: DemoRegion) {
  const dice = new Seeded(id);
  const { first } = monthDays(firstMonth(region));
  return { openingLeaveDays: dice.integer(2, 18), openingLeaveOn: dateOfDay(first - 1) };
}
