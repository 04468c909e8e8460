const en = {
  title: "Settings",
  look: "Language and colours",
  syncing: "Synchronisation",
  device: "This device",
  account: "Account and lock",
  install: "Install the app",
  installText: "It then has an icon and a window of its own, and starts without a browser's bars.",
  installNow: "Install",
  installed: "The app is installed on this device.",
  installByHand: "This browser offers it in its own menu: “Install” or “Add to home screen”.",
  shortcuts: "Keyboard shortcuts",
  scheduleText: "Changes are sent at once while the hub is there; these times are the latest.",
  signedInAs: (name: string, username: string) => `${name} (${username})`,
  version: "Version of the records",
};

const tr: typeof en = {
  title: "Ayarlar",
  look: "Dil ve renkler",
  syncing: "Eşitleme",
  device: "Bu cihaz",
  account: "Hesap ve kilit",
  install: "Uygulamayı yükle",
  installText: "Kendi simgesi ve penceresi olur, tarayıcı çubukları olmadan açılır.",
  installNow: "Yükle",
  installed: "Uygulama bu cihazda yüklü.",
  installByHand: "Bu tarayıcı bunu kendi menüsünde sunar: “Yükle” veya “Ana ekrana ekle”.",
  shortcuts: "Klavye kısayolları",
  scheduleText: "Merkeze ulaşıldıkça değişiklikler hemen gönderilir; bu süreler en geç olanlardır.",
  signedInAs: (name, username) => `${name} (${username})`,
  version: "Kayıtların sürümü",
};

/** What the settings screen says. */
export const SETTINGS_TEXT = { en, tr };
