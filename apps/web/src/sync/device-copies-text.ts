export const DEVICE_COPIES_TEXT = {
  en: {
    title: "Copies on this device",
    text: "Before all of its data is replaced, because the hub was restored or the app changed, this device keeps a copy.",
    goBack: "Go back",
    question: (moment: string) => `Go back to the copy of ${moment}?`,
    consequences:
      "You sign in again, with your password, and see the data as it was then. What that copy had not sent will be sent. What is here now is kept as a copy. Then the next sync brings what the hub has.",
  },
  tr: {
    title: "Bu cihazdaki kopyalar",
    text: "Merkez yedekten döndüğünde ya da uygulama değiştiğinde, tüm veriler yenilenmeden önce bu cihaz bir kopya saklar.",
    goBack: "Geri dön",
    question: (moment: string) => `${moment} tarihli kopyaya dönülsün mü?`,
    consequences:
      "Parolanızla yeniden oturum açar, verileri o günkü gibi görürsünüz. O kopyanın göndermediği her şey gönderilir. Şu anki veriler kopya olarak saklanır. Sonraki eşitleme merkezdekileri getirir.",
  },
};
