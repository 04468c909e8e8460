const en = {
  reset: "Reset password",
  resetText:
    "Somebody who has no password of their own yet gets one for one use. For everybody else a link is made, by which they set a password themselves; an administrator, or they on a device where they are signed in, has to countersign it.",
  howLink: "Link",
  makeLink: "Make a link",
  linkText:
    "The person sets a password themselves with the link, once, within 24 hours. Nothing changes before.",
  linkLabel: "Link for a new password",
  linkShownOnce: "Shown this once. Give it to the person by a way that nobody else reads.",
  linkWaits:
    "It opens nothing before somebody else has countersigned it. The code that they are shown goes to the person directly, not through you.",
  waitingTitle: "Links for a new password",
  person: "Person",
  madeBy: "Made by",
  madeAt: "Made",
  expires: "Works until",
  state: "State",
  stateWaits: "waits for a countersign",
  stateSigned: "countersigned",
  stateReady: "needs no countersign",
  deeds: "Actions",
  countersign: "Countersign",
  countersignTitle: (name: string) => `Countersign the link of ${name}?`,
  countersignText: (name: string) =>
    `First make sure that ${name} themselves asked for it: call them, or see them. You are shown a code that they type beside the link; tell it to them, not to whoever made the link.`,
  ownTitle: "Countersign the link for your own password?",
  ownText:
    "Only if you asked for it yourself. You are shown a code that you type beside the link; tell it to nobody, least of all to whoever made the link.",
  ownCodeTitle: "Code for your link",
  ownCodeText:
    "Shown this once. Open the link that you were given, and type this code there. Tell it to nobody.",
  ownRefuseTitle: "Take back the link for your password?",
  codeTitle: (name: string) => `Code for ${name}`,
  codeLabel: "Code",
  codeText:
    "Shown this once. Tell it to the person directly. Whoever made the link must not learn it.",
  refuse: "Take back",
  refuseTitle: (name: string) => `Take back the link of ${name}?`,
  refuseText: "The link opens nothing any more. Another one can be made.",
  refused: "The link was taken back",
};

const tr: typeof en = {
  reset: "Parolayı sıfırla",
  resetText:
    "Henüz kendi parolası olmayan kişiye tek kullanımlık bir parola verilir. Diğer herkes için, parolayı kendilerinin belirleyeceği bir bağlantı oluşturulur; bunu bir sistem yöneticisi ya da kişi, oturumunun açık olduğu bir aygıtta ayrıca onaylamalıdır.",
  howLink: "Bağlantı",
  makeLink: "Bağlantı oluştur",
  linkText:
    "Kişi bağlantıyla, 24 saat içinde bir kez, parolasını kendisi belirler. O zamana kadar hiçbir şey değişmez.",
  linkLabel: "Yeni parola bağlantısı",
  linkShownOnce: "Yalnızca bir kez gösterilir. Kişiye, başkasının okuyamayacağı bir yolla iletin.",
  linkWaits:
    "Başka biri onaylamadan hiçbir şey açmaz. Ona gösterilen kod size değil, doğrudan kişiye verilir.",
  waitingTitle: "Yeni parola bağlantıları",
  person: "Kişi",
  madeBy: "Oluşturan",
  madeAt: "Oluşturuldu",
  expires: "Son geçerlilik",
  state: "Durum",
  stateWaits: "ikinci onay bekliyor",
  stateSigned: "ikinci onay verildi",
  stateReady: "ikinci onay gerekmez",
  deeds: "İşlemler",
  countersign: "Onayla",
  countersignTitle: (name) => `${name} için bağlantı onaylansın mı?`,
  countersignText: (name) =>
    `Önce bunu ${name} adlı kişinin kendisinin istediğinden emin olun: arayın ya da görüşün. Size, kişinin bağlantıyla birlikte yazacağı bir kod gösterilir; bağlantıyı oluşturana değil, kişiye söyleyin.`,
  ownTitle: "Kendi parolanız için bağlantı onaylansın mı?",
  ownText:
    "Yalnızca bunu kendiniz istediyseniz. Size, bağlantıyla birlikte yazacağınız bir kod gösterilir; kimseye, özellikle bağlantıyı oluşturana söylemeyin.",
  ownCodeTitle: "Bağlantınızın kodu",
  ownCodeText:
    "Yalnızca bir kez gösterilir. Size verilen bağlantıyı açıp bu kodu oraya yazın. Kimseye söylemeyin.",
  ownRefuseTitle: "Parolanız için bağlantı geri alınsın mı?",
  codeTitle: (name) => `${name} için kod`,
  codeLabel: "Kod",
  codeText:
    "Yalnızca bir kez gösterilir. Doğrudan kişiye söyleyin. Bağlantıyı oluşturan bu kodu öğrenmemelidir.",
  refuse: "Geri al",
  refuseTitle: (name) => `${name} için bağlantı geri alınsın mı?`,
  refuseText: "Bağlantı artık hiçbir şey açmaz. Yenisi oluşturulabilir.",
  refused: "Bağlantı geri alındı",
};

export const RESET_TEXT = { en, tr };
