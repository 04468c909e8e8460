import { isTimeZone } from "@healthops/base/time-zone";
import { collection } from "../collection.ts";
import { choice, date, set, text } from "../fields.ts";
import { TIME_OF_DAY } from "../time-of-day.ts";
import { ruleFault } from "../validate/rule-fault.ts";

/** A place where people work: a region, a factory, a clinic, a pharmacy. */
export const sites = collection({
  name: "sites",
  title: { one: { en: "Site", tr: "Yer" }, many: { en: "Sites", tr: "Yerler" } },
  fields: {
    name: text({
      label: { en: "Name", tr: "Ad" },
      required: true,
      min: 1,
      max: 120,
      search: true,
      merge: "arrival",
    }),
    kind: choice({
      label: { en: "Kind", tr: "Tür" },
      required: true,
      default: "region",
      choices: {
        region: { en: "Region", tr: "Bölge" },
        factory: { en: "Factory", tr: "Fabrika" },
        clinic: { en: "Clinic", tr: "Klinik" },
        pharmacy: { en: "Pharmacy", tr: "Eczane" },
      },
      merge: "arrival",
    }),
    /** The installation's modules are its choices: `composeSchema` fills them in. */
    modules: set({
      label: { en: "Modules in use", tr: "Kullanılan modüller" },
      help: {
        en: "What the app shows to the people of the site. None chosen: all.",
        tr: "Uygulamanın bu yerde çalışanlara gösterdikleri. Hiçbiri seçilmezse: hepsi.",
      },
      required: true,
      default: [],
    }),
    code: text({
      label: { en: "Code", tr: "Kod" },
      help: {
        en: "A short name of its own, for labels and numbers: ANK, IZM-2. Capitals A to Z, digits, - and .",
        tr: "Etiket ve numaralar için kısa, tek ad: ANK, IZM-2. A–Z büyük harfler, rakamlar, - ve .",
      },
      min: 1,
      max: 20,
      pattern: {
        source: "[A-Z0-9][A-Z0-9.-]*",
        label: {
          en: "capitals A to Z, digits, - and dots, as ANK or IZM-2",
          tr: "A–Z büyük harfleri, rakamlar, - ve nokta; ANK ya da IZM-2 gibi",
        },
      },
      search: true,
      merge: "arrival",
    }),
    timeZone: text({
      label: { en: "Time zone", tr: "Saat dilimi" },
      help: {
        en: "By the name of a place: Europe/Istanbul. Days, and hours in nights in which the clocks change, go by it. Empty: as the clock on the wall shows.",
        tr: "Bir yerin adıyla: Europe/Istanbul. Günler ve saatlerin değiştiği geceler buna göre sayılır. Boşsa duvardaki saat geçerlidir.",
      },
      default: "Europe/Istanbul",
      max: 60,
      sorted: "bytes",
      merge: "arrival",
    }),
    dayStart: text({
      label: { en: "Day begins at", tr: "Gün başlangıcı" },
      help: {
        en: "Hours and minutes: 06:00. Until then it is still the day before. Empty: at midnight.",
        tr: "Saat ve dakika: 06:00. O saate kadar önceki gün sürer. Boşsa gece yarısı.",
      },
      max: 5,
      pattern: TIME_OF_DAY,
      sorted: "bytes",
      merge: "arrival",
    }),
    closedOn: date({
      label: { en: "Closed from", tr: "Kapanış" },
      merge: "arrival",
      help: {
        en: "From that day on it is not offered where a site is chosen. It is not locked: its own people still write there.",
        tr: "O günden sonra yer seçilirken önerilmez. Kilitlenmez: oraya bağlı olanlar orada yazmayı sürdürür.",
      },
    }),
  },
  offeredUntil: "closedOn",
  retire: {
    en: "Close the site instead: enter the day from which it is closed.",
    tr: "Bunun yerine yeri kapatın: kapanış gününü girin.",
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{ role: "ADMIN" }], update: [{ role: "ADMIN" }] },
  indexes: [["name"]],
  defaultSort: [["name", "asc"]],
  check: ({ timeZone }) =>
    timeZone === null || isTimeZone(timeZone)
      ? []
      : [
          ruleFault(
            "timeZone",
            {
              en: "There is no such time zone. Write the name of a place of the time zone database, as in Europe/Istanbul.",
              tr: "Böyle bir saat dilimi yok. Saat dilimi veritabanındaki bir yerin adını yazın: Europe/Istanbul gibi.",
            },
            "Europe/Istanbul, Europe/Berlin, America/New_York …",
          ),
        ],
});
