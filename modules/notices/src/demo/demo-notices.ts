export interface DemoNotice {
  readonly title: string;
  readonly body: string;
  /** Key of the site; null for everybody. */
  readonly site: string | null;
  readonly important?: boolean;
  /** How many days from `today` it is shown; null for good. */
  readonly days: number | null;
}

export const DEMO_NOTICES: readonly DemoNotice[] = [
  {
    title: "Welcome to HealthOps",
    body: "This is a demo organisation: four sites, made-up people, {span} of made-up data. Try what you like, also with the network off.",
    site: null,
    important: true,
    days: null,
  },
  {
    title: "Flu vaccination",
    body: "Free for everybody at the company doctor, mornings from 8 to 10.",
    site: null,
    days: 30,
  },
  {
    title: "Water off on Saturday",
    body: "The building has no water from 9 to 12. The kitchen stays closed.",
    site: "ankara",
    important: true,
    days: 5,
  },
  {
    title: "Yürüyüş grubu",
    body: "Her çarşamba 18.00'de sahilde buluşuyoruz. Herkes davetlidir.",
    site: "izmir",
    days: 60,
  },
  {
    title: "New blood pressure monitor",
    body: "It stands in the first-aid room on the second floor; ask at the reception.",
    site: "istanbul",
    days: 45,
  },
];
