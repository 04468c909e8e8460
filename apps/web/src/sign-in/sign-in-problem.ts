import { isProblem } from "@healthops/base/problem";
import type { Label } from "@healthops/schema/field";

/** Why signing in did not work: what is wrong, what to do, and from when a further attempt makes sense. */
export interface SignInProblem {
  readonly code: string;
  readonly what: Label;
  readonly doThis: Label;
  /** Seconds until the next attempt is allowed; null when one may be made at once. */
  readonly wait_s: number | null;
}

type Sentences = readonly [what: Label, doThis: Label];

const KNOWN: Readonly<Record<string, Sentences>> = {
  sign_in_failed: [
    {
      en: "The user name or the password is wrong.",
      tr: "Kullanıcı adı veya parola yanlış.",
    },
    {
      en: "Check both. Passwords distinguish capital and small letters.",
      tr: "İkisini de kontrol edin. Parolada büyük ve küçük harf farklıdır.",
    },
  ],
  too_many_sign_ins: [
    {
      en: "There were too many attempts for this account.",
      tr: "Bu hesap için çok fazla deneme yapıldı.",
    },
    {
      en: "Wait until the time is over, then try again.",
      tr: "Süre dolana kadar bekleyin, sonra yeniden deneyin.",
    },
  ],
  too_many_signing_in: [
    {
      en: "Very many people are signing in at this moment.",
      tr: "Şu anda çok fazla kişi oturum açıyor.",
    },
    {
      en: "Wait until the time is over, then try again. A device where you signed in before goes first.",
      tr: "Süre dolana kadar bekleyip yeniden deneyin. Daha önce oturum açtığınız cihazlara öncelik verilir.",
    },
  ],
  too_many_requests: [
    {
      en: "Too many requests came from this network.",
      tr: "Bu ağdan çok fazla istek geldi.",
    },
    {
      en: "Wait until the time is over, then try again.",
      tr: "Süre dolana kadar bekleyin, sonra yeniden deneyin.",
    },
  ],
  person_disabled: [
    { en: "This account is disabled.", tr: "Bu hesap devre dışı bırakılmış." },
    {
      en: "Ask an administrator to enable it. Work that waits on this device is kept.",
      tr: "Bir yöneticiden açmasını isteyin. Bu cihazda bekleyen işler saklanır.",
    },
  ],
  password_change_required: [
    {
      en: "This password is for one use.",
      tr: "Bu parola tek kullanımlık.",
    },
    {
      en: "Choose a password of your own; then you are signed in.",
      tr: "Kendinize bir parola seçin; ardından oturumunuz açılır.",
    },
  ],
  one_time_password_expired: [
    {
      en: "The one-time password has expired.",
      tr: "Tek kullanımlık parolanın süresi dolmuş.",
    },
    {
      en: "Ask an administrator for a new one.",
      tr: "Bir yöneticiden yenisini isteyin.",
    },
  ],
  weak_password: [
    {
      en: "That password is too easily guessed.",
      tr: "Bu parola kolay tahmin edilir.",
    },
    {
      en: "Take a longer one, without your name: a few words that do not belong together.",
      tr: "Daha uzun ve adınızı içermeyen bir parola seçin: birbiriyle ilgisiz birkaç sözcük.",
    },
  ],
  device_revoked: [
    {
      en: "An administrator has withdrawn this device.",
      tr: "Bir yönetici bu cihazın erişimini kaldırmış.",
    },
    {
      en: "Ask an administrator to allow it again. Work that waits on this device is kept.",
      tr: "Bir yöneticiden yeniden izin vermesini isteyin. Bu cihazda bekleyen işler saklanır.",
    },
  ],
  device_wiped: [
    {
      en: "An administrator had the data on this device erased.",
      tr: "Bir yönetici bu cihazdaki verileri sildirdi.",
    },
    {
      en: "Sign in again to fetch your data from the hub.",
      tr: "Verilerinizi merkezden almak için yeniden oturum açın.",
    },
  ],
  session_revoked: [
    {
      en: "This device was signed out by an administrator.",
      tr: "Bu cihazın oturumu bir yönetici tarafından kapatıldı.",
    },
    {
      en: "Sign in with the network. Work that waits on this device is kept.",
      tr: "Ağa bağlıyken oturum açın. Bu cihazda bekleyen işler saklanır.",
    },
  ],
  old_password_needed: [
    {
      en: "Your password was changed elsewhere.",
      tr: "Parolanız başka bir yerde değiştirilmiş.",
    },
    {
      en: "The data on this device is still locked with the previous one: type it too, once.",
      tr: "Bu cihazdaki veriler hâlâ önceki parolayla kilitli: bir kez onu da yazın.",
    },
  ],
  offline: [
    {
      en: "The hub cannot be reached, and this person has never signed in on this device.",
      tr: "Merkeze ulaşılamıyor ve bu kişi bu cihazda daha önce hiç oturum açmadı.",
    },
    {
      en: "The first sign-in needs the network. Connect once; after that it also works offline.",
      tr: "İlk oturum açma için ağ gerekir. Bir kez bağlanın; sonrasında çevrimdışı da çalışır.",
    },
  ],
  demo_password_refused: [
    {
      en: "The demo password works on the hub's own machine only.",
      tr: "Demo parolası yalnızca merkezin kendi makinesinde geçerlidir.",
    },
    {
      en: "Ask an administrator for a password of your own.",
      tr: "Bir yöneticiden size ait bir parola isteyin.",
    },
  ],
  storage_missing: [
    {
      en: "This browser offers no storage that keeps data.",
      tr: "Bu tarayıcı kalıcı depolama sunmuyor.",
    },
    {
      en: "Leave private browsing, or use a current Chrome, Edge, Firefox or Safari.",
      tr: "Gizli pencereden çıkın veya güncel bir Chrome, Edge, Firefox ya da Safari kullanın.",
    },
  ],
  disk_full: [
    { en: "This device has no space left.", tr: "Bu cihazda boş yer kalmadı." },
    {
      en: "Free some space, then try again.",
      tr: "Biraz yer açın, sonra yeniden deneyin.",
    },
  ],
  bad_answer: [
    {
      en: "Something answered in place of the hub.",
      tr: "Merkezin yerine başka bir şey yanıt verdi.",
    },
    {
      en: "The network may have a sign-in page of its own: open it first, then try again.",
      tr: "Ağın kendi giriş sayfası olabilir: önce onu açın, sonra yeniden deneyin.",
    },
  ],
  protocol_unsupported: [
    {
      en: "This app is older than the hub accepts.",
      tr: "Bu uygulama, merkezin kabul ettiğinden eski.",
    },
    {
      en: "Reload the page to get the current one.",
      tr: "Güncel sürüm için sayfayı yenileyin.",
    },
  ],
};

const UNEXPECTED: Label = {
  en: "Try again. If it happens again, tell an administrator this code.",
  tr: "Yeniden deneyin. Yine olursa bu kodu bir yöneticiye bildirin.",
};

/** Explains a failed sign-in to the person. Codes without words of their own show the Problem's sentence. */
export function signInProblem(error: unknown): SignInProblem {
  if (!isProblem(error)) {
    const what = { en: "Signing in failed.", tr: "Oturum açılamadı." };
    return { code: "defect", what, doThis: UNEXPECTED, wait_s: null };
  }
  const { code, message, extra } = error;
  const [what, doThis] = KNOWN[code] ?? [{ en: message, tr: message }, UNEXPECTED];
  const wait_s = extra["retryAfterSeconds"];
  return { code, what, doThis, wait_s: typeof wait_s === "number" ? wait_s : null };
}
