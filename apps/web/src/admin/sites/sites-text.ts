const en = {
  title: "Sites",
  add: "New site",
  edit: "Edit",
  name: "Name",
  kind: "Kind",
  people: "People",
  devices: "Devices",
  lastSync: "Last sync",
  deeds: "Deeds",
  emptyTitle: "No sites yet",
  emptyText:
    "A site is a region, a factory, a clinic or a pharmacy. People and records belong to one.",
  none: "Without a site",
  close: "Close site",
  open: "Open again",
  closedSince: (day: string) => `closed since ${day}`,
  closesOn: (day: string) => `closes on ${day}`,
  closeTitle: (name: string) => `Close ${name}?`,
  closeText:
    "From today on it is not offered where a site is chosen for new records, people and keys. It is not locked: whoever belongs to it still writes there, new records too, until they are moved or disabled. Its records stay, and it can be opened again.",
  openTitle: (name: string) => `Open ${name} again?`,
  openText: "It is offered again for new records, people and keys.",
  closedSaid: (name: string) => `${name} is closed`,
  openedSaid: (name: string) => `${name} is open again`,
  disabled: (n: number) => `${n.toLocaleString("en-GB")} disabled`,
};

const tr: typeof en = {
  title: "Yerler",
  add: "Yeni yer",
  edit: "Düzenle",
  name: "Ad",
  kind: "Tür",
  people: "Kişi",
  devices: "Aygıt",
  lastSync: "Son eşitleme",
  deeds: "İşlemler",
  emptyTitle: "Henüz yer yok",
  emptyText:
    "Yer bir bölge, fabrika, klinik ya da eczanedir. Kişiler ve kayıtlar bir yere bağlıdır.",
  none: "Yeri olmayanlar",
  close: "Yeri kapat",
  open: "Yeniden aç",
  closedSince: (day) => `${day} tarihinde kapandı`,
  closesOn: (day) => `${day} tarihinde kapanacak`,
  closeTitle: (name) => `${name} kapatılsın mı?`,
  closeText:
    "Bugünden sonra yeni kayıtlar, kişiler ve anahtarlar için yer seçilirken önerilmez. Kilitlenmez: oraya bağlı olanlar, başka yere alınana ya da hesapları kapatılana dek orada yazmayı, yeni kayıt eklemeyi sürdürür. Kayıtları kalır, yeniden açılabilir.",
  openTitle: (name) => `${name} yeniden açılsın mı?`,
  openText: "Yeni kayıtlar, kişiler ve anahtarlar için yeniden önerilir.",
  closedSaid: (name) => `${name} kapatıldı`,
  openedSaid: (name) => `${name} yeniden açıldı`,
  disabled: (n) => `${n.toLocaleString("tr-TR")} devre dışı`,
};

export const SITES_TEXT = { en, tr };
