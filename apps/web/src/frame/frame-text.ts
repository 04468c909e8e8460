/** What the frame around the screens says. */
export const FRAME_TEXT = {
  home: { en: "Start", tr: "Başlangıç" },
  attention: { en: "Sync and conflicts", tr: "Eşitleme ve çakışmalar" },
  goTo: { en: "Go to", tr: "Git" },
  add: { en: "Add", tr: "Ekle" },
  deeds: { en: "Do", tr: "Yap" },
} as const;
