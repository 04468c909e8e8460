import type { Revocation } from "@healthops/replica/store/stored-session";
import type { Label } from "@healthops/schema/field";

/** What is said when the hub wants the password of somebody who works here. */
export const AGAIN_TEXT = {
  title: { en: "Sign in again", tr: "Yeniden oturum açın" },
  goesOn: {
    en: "Your work goes on and is kept on this device; it is sent after you have signed in.",
    tr: "Çalışmaya devam edebilirsiniz; işleriniz bu cihazda saklanır ve oturum açtıktan sonra gönderilir.",
  },
  submit: { en: "Sign in", tr: "Oturum aç" },
  busy: { en: "Signing in …", tr: "Oturum açılıyor …" },
  later: { en: "Later", tr: "Daha sonra" },
  done: { en: "Signed in. Syncing goes on.", tr: "Oturum açıldı. Eşitleme sürüyor." },
  offline: {
    en: "The hub cannot be reached now. Go on working and sign in when it is back.",
    tr: "Merkeze şu anda ulaşılamıyor. Çalışmaya devam edin, geri geldiğinde oturum açın.",
  },
} as const;

interface Reason {
  readonly title: Label;
  readonly text: Label;
}

const DISABLED: Reason = {
  title: { en: "This account is disabled", tr: "Bu hesap devre dışı bırakılmış" },
  text: {
    en: "An administrator disabled it, so nothing is sent or received. Work that was not sent stays on this device, locked with your password, and is sent when the account is enabled again.",
    tr: "Bir yönetici hesabı devre dışı bıraktığı için veri gönderilip alınmıyor. Gönderilmemiş işler parolanızla kilitli olarak bu cihazda kalır ve hesap yeniden açıldığında gönderilir.",
  },
};

const REVOKED: Reason = {
  title: { en: "This device was signed out", tr: "Bu cihazın oturumu kapatıldı" },
  text: {
    en: "It was signed out from elsewhere, or the password was changed or reset: then type the new one. Sign in again to send and receive; work that was not sent stays on this device.",
    tr: "Oturum başka bir yerden kapatıldı ya da parola değişti: o zaman yenisini yazın. Gönderip almak için yeniden oturum açın; gönderilmemiş işler bu cihazda kalır.",
  },
};

const ENDED: Reason = {
  title: { en: "The hub wants your password again", tr: "Merkez parolanızı yeniden istiyor" },
  text: AGAIN_TEXT.goesOn,
};

/** Why the hub wants the password, and what becomes of the work. */
export function againReason(revoked: Revocation | null): Reason {
  if (revoked === null) return ENDED;
  return revoked.code === "person_disabled" ? DISABLED : REVOKED;
}

/** Work that exists on this device only. */
export function unsentText(unsent: number): Label {
  return {
    en: unsent === 1 ? "1 change is not sent yet." : `${unsent} changes are not sent yet.`,
    tr: `${unsent} değişiklik henüz gönderilmedi.`,
  };
}
