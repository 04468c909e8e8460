import { collection } from "../collection.ts";
import { choice, date, set, text } from "../fields.ts";

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
});
