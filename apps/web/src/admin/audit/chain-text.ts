const en = {
  title: "Unbroken record",
  explain:
    "Every change and every security event is sealed into a chain: each block holds a hash of the one before it. If somebody alters the past in the database, the check finds the place.",
  whole: "Whole",
  broken: "Broken",
  unverified: "Not checked yet",
  wholeText: "The last check found every block as it was sealed.",
  brokenText:
    "The record of the past was altered. Copy the database as it is now, so that nothing more is lost; compare this block with a backup from before the last check that was whole; and find out who could write to the database since then. The hub goes on working.",
  unverifiedText: "Nobody has checked the chain so far. Start a check.",
  verify: "Check now",
  verified: "The chain was checked",
  blocks: "Sealed blocks",
  changes: "Changes in them",
  events: "Security events in them",
  waiting: "Waiting to be sealed",
  sealedAt: "Last sealed",
  verifiedAt: "Last checked",
  verifiedBlocks: "Blocks found whole",
  head: "Newest hash",
  headHelp: "Write it down somewhere else: nobody can then rewrite what is below it unnoticed.",
  never: "Never",
  copy: "Copy",
  copied: "Copied",
  lost: "The chain lost what this device had noted.",
  lostText: (at: string) =>
    `A block that was sealed on ${at} is not in it any more: its end was cut, or the hub was put back to an earlier state. If nobody restored it, find out who could write to the database.`,
  noteAnew: "I know why: note it anew",
  fault: (block: number) => `Block ${block.toLocaleString("en-GB")}`,
};

const tr: typeof en = {
  title: "Kesintisiz kayıt",
  explain:
    "Her değişiklik ve güvenlik olayı bir zincire mühürlenir: her blok bir öncekinin özetini taşır. Biri veritabanında geçmişi değiştirirse denetim yerini bulur.",
  whole: "Sağlam",
  broken: "Bozuk",
  unverified: "Henüz denetlenmedi",
  wholeText: "Son denetimde her blok mühürlendiği gibi bulundu.",
  brokenText:
    "Geçmişin kaydı değiştirilmiş. Başka bir şey kaybolmaması için veritabanının şimdiki hâlini kopyalayın; bu bloğu, son sağlam denetimden önceki bir yedekle karşılaştırın; o zamandan beri veritabanına kimlerin yazabildiğini araştırın. Merkez çalışmayı sürdürür.",
  unverifiedText: "Zinciri şimdiye dek kimse denetlemedi. Bir denetim başlatın.",
  verify: "Şimdi denetle",
  verified: "Zincir denetlendi",
  blocks: "Mühürlü blok",
  changes: "İçlerindeki değişiklik",
  events: "İçlerindeki güvenlik olayı",
  waiting: "Mühür bekleyen",
  sealedAt: "Son mühür",
  verifiedAt: "Son denetim",
  verifiedBlocks: "Sağlam bulunan blok",
  head: "En yeni özet",
  headHelp: "Başka bir yere yazın: o zaman kimse altındakileri fark edilmeden değiştiremez.",
  never: "Hiç",
  copy: "Kopyala",
  copied: "Kopyalandı",
  lost: "Zincir, bu cihazın not ettiğini yitirmiş.",
  lostText: (at) =>
    `${at} tarihinde mühürlenen bir blok artık içinde değil: sonu kesilmiş ya da merkez eski bir duruma döndürülmüş. Kimse geri yüklemediyse veritabanına kimlerin yazabildiğini araştırın.`,
  noteAnew: "Nedenini biliyorum: yeniden not et",
  fault: (block) => `${block.toLocaleString("tr-TR")} numaralı blok`,
};

export const CHAIN_TEXT = { en, tr };
