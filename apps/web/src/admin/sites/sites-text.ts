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
  disabled: (n) => `${n.toLocaleString("tr-TR")} devre dışı`,
};

export const SITES_TEXT = { en, tr };
