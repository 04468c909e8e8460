import type { Label } from "@healthops/schema/field";

/** What the dialog about signing out says. */
export const SIGN_OUT_TEXT = {
  title: { en: "Sign out", tr: "Oturumu kapat" },
  allSent: {
    en: "Everything you did is at the hub.",
    tr: "Yaptığınız her şey merkezde.",
  },
  unsentKept: {
    en: "What was not sent stays on this device, locked with your password, and is sent after your next sign-in here.",
    tr: "Gönderilmeyenler parolanızla kilitli olarak bu cihazda kalır ve burada bir sonraki oturum açışınızdan sonra gönderilir.",
  },
  erase: { en: "Erase my data from this device", tr: "Verilerimi bu cihazdan sil" },
  eraseHelp: {
    en: "For shared or borrowed devices. The next sign-in here will need the network.",
    tr: "Ortak veya ödünç cihazlar için. Burada bir sonraki oturum açma için ağ gerekir.",
  },
  sure: {
    en: "I know that the work that was not sent is lost for good.",
    tr: "Gönderilmemiş işin kalıcı olarak kaybolacağını biliyorum.",
  },
  out: { en: "Sign out", tr: "Oturumu kapat" },
  outAndErase: { en: "Sign out and erase", tr: "Oturumu kapat ve sil" },
} as const;

/** How much work the hub does not have yet. */
export function countText(unsent: number): Label {
  return {
    en: unsent === 1 ? "1 change has not been sent." : `${unsent} changes have not been sent.`,
    tr: `${unsent} değişiklik gönderilmedi.`,
  };
}
