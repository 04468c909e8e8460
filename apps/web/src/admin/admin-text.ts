export const ADMIN_TITLE = { en: "Administration", tr: "Yönetim" } as const;

export const ADMIN_TEXT = {
  sections: { en: "Parts of the administration", tr: "Yönetim bölümleri" },
  notYoursTitle: { en: "Not for your role", tr: "Rolünüz için değil" },
  notYoursText: {
    en: "Managers and administrators look after people and devices here.",
    tr: "Burada kişilere ve aygıtlara yöneticiler ve sistem yöneticileri bakar.",
  },
} as const;
