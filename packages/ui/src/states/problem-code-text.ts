import type { Label } from "@healthops/schema/field";
import { DEVICE_WORDS } from "./device-text.ts";
import { HUB_WORDS } from "./hub-text.ts";
import { REFUSED_WORDS } from "./refused-text.ts";
import { REQUEST_WORDS } from "./request-text.ts";
import { RIGHTS_WORDS } from "./rights-text.ts";
import { PASSWORD_WORDS } from "./password-text.ts";
import { TAKEN_WORDS } from "./taken-text.ts";

/** Facts that a Problem carries beside its sentence. */
type Facts = Readonly<Record<string, unknown>>;
type Words = Label | ((facts: Facts) => Label);

const TRY_AGAIN = {
  en: "The hub is busy or being restarted. Try again in a few seconds; your changes are kept here.",
  tr: "Merkez meşgul veya yeniden başlatılıyor. Birkaç saniye sonra yeniden deneyin; değişiklikleriniz burada duruyor.",
};
const UPDATE = {
  en: "This window and the hub are of different versions. Reload the window to update the app.",
  tr: "Bu pencere ile merkezin sürümleri farklı. Uygulamayı güncellemek için pencereyi yenileyin.",
};
const SIGN_IN_AGAIN = {
  en: "The session is over. Sign in again; your changes are kept on this device.",
  tr: "Oturum sona erdi. Yeniden oturum açın; değişiklikleriniz bu cihazda duruyor.",
};
const NOT_HERE = {
  en: "This record is not here: it was deleted, or you may no longer see it.",
  tr: "Bu kayıt burada yok: silinmiş ya da artık görme izniniz olmayabilir.",
};
const ADDRESS = {
  en: "The address does not say what is wanted. Clear the filters and try again.",
  tr: "Adres ne istendiğini doğru söylemiyor. Süzgeçleri temizleyip yeniden deneyin.",
};

function wait(en: string, tr: string): Words {
  return ({ retryAfterSeconds: seconds }) => ({
    en: `${en} ${typeof seconds === "number" ? `Try again in ${seconds} s.` : "Try again in a minute."}`,
    tr: `${tr} ${typeof seconds === "number" ? `${seconds} sn sonra yeniden deneyin.` : "Bir dakika sonra yeniden deneyin."}`,
  });
}

/**
 * What each stable code of hub and replica means to a person and what to do about it. A repository
 * test sees to it that every code which a screen can meet is here.
 */
export const PROBLEM_WORDS: Readonly<Record<string, Words>> = {
  // The way to the hub.
  offline: {
    en: "The hub cannot be reached. Your changes are kept on this device and sent later.",
    tr: "Merkeze ulaşılamıyor. Değişiklikleriniz bu cihazda saklanır ve sonra gönderilir.",
  },
  bad_answer: {
    en: "Something else answered in the hub's place. Check the network: it may want you to sign in to it.",
    tr: "Merkezin yerine başka bir şey yanıt verdi. Ağı kontrol edin: ağın kendisi oturum açmanızı isteyebilir.",
  },
  hub_address_unknown: {
    en: "There is no computer of that name. Check the hub's address, and the network.",
    tr: "Bu adda bir bilgisayar yok. Merkezin adresini ve ağı kontrol edin.",
  },
  hub_refused: {
    en: "The computer is there, but no hub listens at that port. Check the address, or whether the hub runs.",
    tr: "Bilgisayar orada, ama o kapıda bir merkez dinlemiyor. Adresi ve merkezin çalışıp çalışmadığını kontrol edin.",
  },
  hub_silent: {
    en: "Nothing answers at that address. Check the address, the network and any firewall.",
    tr: "Bu adreste yanıt veren yok. Adresi, ağı ve varsa güvenlik duvarını kontrol edin.",
  },
  hub_certificate: {
    en: "The hub's certificate is not trusted here. Whoever runs the hub must renew it, or its name must be the one in the address.",
    tr: "Merkezin sertifikasına burada güvenilmiyor. Merkezi işleten kişi sertifikayı yenilemeli; sertifikadaki ad adrestekiyle aynı olmalı.",
  },
  hub_no_tls: {
    en: "What answers there does not speak https. Check whether the address begins with http:// or https://, and its port.",
    tr: "Orada yanıt veren https konuşmuyor. Adresin http:// mi https:// ile mi başladığını ve kapısını kontrol edin.",
  },
  not_a_hub: {
    en: "Something else answers at that address: a sign-in page of the network, or another program. Open the address in a browser to see what.",
    tr: "Bu adreste başka bir şey yanıt veriyor: ağın oturum açma sayfası ya da başka bir program. Ne olduğunu görmek için adresi tarayıcıda açın.",
  },
  timeout: {
    en: "The hub did not answer in time. Look whether it was done before you try again.",
    tr: "Merkez zamanında yanıt vermedi. Yeniden denemeden önce işlemin yapılıp yapılmadığına bakın.",
  },
  timed_out: TRY_AGAIN,
  request_timeout: TRY_AGAIN,
  request_cut: TRY_AGAIN,
  hub_stopping: TRY_AGAIN,
  busy: TRY_AGAIN,
  database_unavailable: TRY_AGAIN, // of older hubs
  database_away: TRY_AGAIN,
  database_busy: TRY_AGAIN,
  outcome_unknown: {
    en: "The hub did not say whether it took the change. It is sent once more and never counted twice.",
    tr: "Merkez değişikliği alıp almadığını söylemedi. Yeniden gönderilir, iki kez sayılmaz.",
  },
  too_many_requests: wait(
    "Too many requests came from you or your network.",
    "Sizden veya ağınızdan çok fazla istek geldi.",
  ),
  too_many_at_once: wait(
    "You have too many requests under way at once.",
    "Aynı anda çok fazla isteğiniz var.",
  ),
  too_many_changes: wait(
    "More changes came from you than the hub takes at once. Nothing is lost, they are sent again.",
    "Merkezin bir kerede alabileceğinden çok değişiklik gönderdiniz. Hiçbiri kaybolmadı, yeniden gönderilir.",
  ),
  internal_error: {
    en: "The hub met a fault of its own. Try again; if it stays, tell the administrator the time.",
    tr: "Merkezde bir hata oluştu. Yeniden deneyin; sürerse saatiyle birlikte yöneticiye bildirin.",
  },
  defect: {
    en: "Something unexpected happened. Your data is safe; reload the window and try again.",
    tr: "Beklenmeyen bir şey oldu. Verileriniz güvende; pencereyi yenileyip yeniden deneyin.",
  },
  protocol_unsupported: UPDATE,
  invalid_message: UPDATE,
  websocket_required: UPDATE,
  not_found: {
    en: "The hub has nothing at this address. It may be older than this app: reload the window.",
    tr: "Merkezde bu adreste bir şey yok. Uygulamadan eski olabilir: pencereyi yenileyin.",
  },
  method_not_allowed: UPDATE,
  // Signing in.
  too_many_sign_ins: wait(
    "Too many attempts to sign in to this account.",
    "Bu hesaba çok fazla giriş denemesi yapıldı.",
  ),
  too_many_signing_in: wait(
    "Very many people are signing in at this moment.",
    "Şu anda çok fazla kişi giriş yapıyor.",
  ),
  old_password_needed: {
    en: "Your password was changed. Type the old one too, to open what this device keeps.",
    tr: "Parolanız değişmiş. Bu cihazdaki verileri açmak için eski parolayı da yazın.",
  },
  not_signed_in: {
    en: "Nobody is signed in. Sign in first.",
    tr: "Kimse oturum açmamış. Önce oturum açın.",
  },
  sign_in_needed: SIGN_IN_AGAIN,
  sign_in_required: SIGN_IN_AGAIN,
  session_revoked: SIGN_IN_AGAIN,
  unknown_session: SIGN_IN_AGAIN,
  token_expired: SIGN_IN_AGAIN,
  token_invalid: SIGN_IN_AGAIN,
  ...PASSWORD_WORDS,
  username_taken: {
    en: "Somebody has this user name already. Choose another one.",
    tr: "Bu kullanıcı adı başkasında. Başka bir ad seçin.",
  },
  unknown_person: { en: "There is no such person.", tr: "Böyle bir kişi yok." },
  unknown_site: { en: "There is no such site.", tr: "Böyle bir birim yok." },
  other_persons_replica: {
    en: "This device's data belongs to somebody else. Sign in as that person.",
    tr: "Bu cihazdaki veriler başkasına ait. O kişi olarak oturum açın.",
  },
  replica_revoked: {
    en: "An administrator took this device's access away. Ask them, then sign in again.",
    tr: "Bir yönetici bu cihazın erişimini kaldırdı. Yöneticiye sorun, sonra yeniden oturum açın.",
  },
  // Records.
  invalid_record: {
    en: "The record is not valid as it is.",
    tr: "Kayıt bu haliyle geçerli değil.",
  },
  invalid_fields: { en: "A field is not valid.", tr: "Bir alan geçerli değil." },
  invalid_value: { en: "A value is not valid.", tr: "Bir değer geçerli değil." },
  rule_broken: {
    en: "A rule of the organisation does not allow this.",
    tr: "Kurumun bir kuralı buna izin vermiyor.",
  },
  unknown_record: NOT_HERE,
  record_deleted: {
    en: "The record was deleted. Restore it first if you need it.",
    tr: "Kayıt silinmiş. Gerekiyorsa önce geri getirin.",
  },
  ...TAKEN_WORDS,
  conflict: {
    en: "Somebody else changed the record meanwhile. Reload it and look at both versions.",
    tr: "Bu arada kaydı başkası değiştirdi. Yenileyip iki sürüme de bakın.",
  },
  version_ahead: {
    en: "The hub knows an older version of this record than this device. Sync, then make the change again.",
    tr: "Merkez bu kaydın daha eski bir sürümünü biliyor. Eşitleyin, sonra değişikliği yeniden yapın.",
  },
  group_rejected: {
    en: "Another change that belongs together with this one was refused, so this one waits too.",
    tr: "Bununla birlikte duran başka bir değişiklik reddedildi; bu da bekliyor.",
  },
  depends_on_rejected: {
    en: "It builds on a change that was refused before it.",
    tr: "Kendisinden önce reddedilen bir değişikliğe dayanıyor.",
  },
  change_rejected: { en: "The hub refused the change.", tr: "Merkez değişikliği reddetti." },
  group_size: {
    en: "Too many changes at once. Do it in smaller parts.",
    tr: "Bir kerede çok fazla değişiklik. Daha küçük parçalarla yapın.",
  },
  too_many_groups: {
    en: "Too many changes at once. Do it in smaller parts.",
    tr: "Bir kerede çok fazla değişiklik. Daha küçük parçalarla yapın.",
  },
  push_too_large: {
    en: "Too much at once for the hub. Do it in smaller parts.",
    tr: "Merkez için bir kerede çok fazla. Daha küçük parçalarla yapın.",
  },
  body_too_large: {
    en: "This is too large for the hub. Make it smaller.",
    tr: "Bu, merkez için çok büyük. Küçültün.",
  },
  answer_too_large: {
    en: "This is more than the hub sends at once. Ask for less.",
    tr: "Bu, merkezin bir seferde gönderebileceğinden fazla. Daha azını isteyin.",
  },
  group_sent: {
    en: "This change is already on its way to the hub. Sync, then make a new one instead.",
    tr: "Bu değişiklik zaten merkeze gidiyor. Eşitleyin, sonra yerine yenisini yapın.",
  },
  unknown_group: {
    en: "This change no longer waits here; the hub may have taken it meanwhile.",
    tr: "Bu değişiklik artık burada beklemiyor; merkez bu arada almış olabilir.",
  },
  conflict_open: {
    en: "This conflict is not decided yet. Decide it first.",
    tr: "Bu çakışma daha çözülmedi. Önce karar verin.",
  },
  conflict_resolved: {
    en: "Somebody decided this conflict already. The other side can still be brought back.",
    tr: "Bu çakışma zaten çözülmüş. Diğer taraf yine de geri getirilebilir.",
  },
  choice_missing: {
    en: "Choose a value for every field.",
    tr: "Her alan için bir değer seçin.",
  },
  choice_unknown: {
    en: "The conflict is about other fields by now. Reload it.",
    tr: "Çakışma artık başka alanlarla ilgili. Yenileyin.",
  },
  decision_without_change: {
    en: "The record does not have the side that you chose. Reload the conflict and decide again.",
    tr: "Kayıt, seçtiğiniz tarafı içermiyor. Çakışmayı yenileyip yeniden karar verin.",
  },
  unknown_collection: UPDATE,
  destructive_change: UPDATE,
  // Administration.
  password_change_required: {
    en: "This password is for one use. Choose a password of your own, then sign in with it.",
    tr: "Bu parola tek kullanımlık. Kendi parolanızı seçin, sonra onunla oturum açın.",
  },
  one_time_password_expired: {
    en: "The one-time password has expired. Ask an administrator for another one.",
    tr: "Tek kullanımlık parolanın süresi doldu. Yöneticiden yenisini isteyin.",
  },
  demo_password_refused: {
    en: "The demo password works on the hub's own machine only. Set another one.",
    tr: "Demo parolası yalnızca merkezin kendi makinesinde geçerlidir. Başka bir parola belirleyin.",
  },
  device_revoked: {
    en: "An administrator revoked this device. What is not sent stays on it; ask to have it allowed again.",
    tr: "Bir yönetici bu cihazı iptal etti. Gönderilmeyenler cihazda durur; yeniden izin isteyin.",
  },
  device_wiped: {
    en: "An administrator ordered this device to erase its data.",
    tr: "Bir yönetici bu cihazın verilerinin silinmesini istedi.",
  },
  ...HUB_WORDS,
  ...REFUSED_WORDS,
  ...RIGHTS_WORDS,
  ...DEVICE_WORDS,
  unknown_device: {
    en: "There is no such device among those that you look after.",
    tr: "Baktığınız cihazlar arasında böyle bir cihaz yok.",
  },
  unknown_key: { en: "There is no such key.", tr: "Böyle bir anahtar yok." },
  jobs_not_running: {
    en: "The hub runs no jobs at this moment. Try again when it has started.",
    tr: "Merkez şu anda iş çalıştırmıyor. Başladığında yeniden deneyin.",
  },
  audit_anchor_unusable: {
    en: "The hub cannot use the file in which the ends of the audit chain are noted. Tell who runs the hub.",
    tr: "Merkez, denetim zincirinin uçlarının yazıldığı dosyayı kullanamıyor. Merkezi işletene bildirin.",
  },
  audit_seal_late: {
    en: "Changes have waited too long to be sealed into the audit chain. Tell who runs the hub.",
    tr: "Değişiklikler denetim zincirine mühürlenmek için çok uzun bekledi. Merkezi işletene bildirin.",
  },
  job_waiting: {
    en: "This job has been asked for already and is about to begin.",
    tr: "Bu iş zaten istendi, başlamak üzere.",
  },
  unknown_job: { en: "There is no job of that name.", tr: "Bu adla bir iş yok." },
  // Unlocking.
  wrong_pin: ({ triesLeft }) => ({
    en: `That is not the PIN.${typeof triesLeft === "number" ? ` Tries left: ${triesLeft}.` : ""}`,
    tr: `PIN bu değil.${typeof triesLeft === "number" ? ` Kalan deneme: ${triesLeft}.` : ""}`,
  }),
  invalid_pin: {
    en: "Take 4 to 8 digits, not all alike and not in a row.",
    tr: "Hepsi aynı veya sıralı olmayan 4-8 rakam seçin.",
  },
  password_needed: {
    en: "The PIN does not open this any more. Type the password.",
    tr: "PIN artık bunu açmıyor. Parolayı yazın.",
  },
  // Files.
  file_too_large: {
    en: "The file is larger than 60 MB. Split it, or save it as CSV.",
    tr: "Dosya 60 MB'tan büyük. Bölün ya da CSV olarak kaydedin.",
  },
  file_unreadable: {
    en: "This is not a table that can be read. Save it as .xlsx or .csv and try again.",
    tr: "Bu, okunabilen bir tablo değil. .xlsx veya .csv olarak kaydedip yeniden deneyin.",
  },
  too_many_rows: {
    en: "A spreadsheet holds 1,048,575 rows. Narrow the list, or export it as CSV.",
    tr: "Bir hesap tablosu 1.048.575 satır alır. Listeyi daraltın ya da CSV olarak dışa aktarın.",
  },
  // Lists and addresses.
  invalid_query: ADDRESS,
  invalid_cursor: {
    en: "The list has changed too much to go on from here. Reload it.",
    tr: "Liste buradan sürdürülemeyecek kadar değişti. Yenileyin.",
  },
  invalid_id: ADDRESS,
  invalid_since: ADDRESS,
  invalid_if_match: ADDRESS,
  invalid_reason: {
    en: "The reason is too long or holds characters that cannot be kept.",
    tr: "Gerekçe çok uzun ya da saklanamayan karakterler içeriyor.",
  },
  invalid_request: UPDATE,
  ...REQUEST_WORDS,
  malformed_json: UPDATE,
  malformed_url: ADDRESS,
  url_too_long: ADDRESS,
  headers_too_large: UPDATE,
  unsupported_media_type: UPDATE,
  unsupported_encoding: UPDATE,
  // This device.
  storage_missing: {
    en: "This browser keeps no data for the app. Leave private browsing or use a current browser.",
    tr: "Bu tarayıcı uygulama için veri saklamıyor. Gizli pencereden çıkın ya da güncel bir tarayıcı kullanın.",
  },
  storage_full: {
    en: "The storage of this device is full: the change was not kept. Free some space and try again.",
    tr: "Bu cihazın depolama alanı dolu: değişiklik saklanamadı. Yer açıp yeniden deneyin.",
  },
  no_room_for_copy: {
    en: "There is no room for a copy of this device's data, so nothing was replaced. Free some space, then sync again.",
    tr: "Bu cihazın verilerinin bir kopyası için yer yok; bu yüzden hiçbir şey değiştirilmedi. Yer açıp yeniden eşitleyin.",
  },
  unknown_copy: {
    en: "This copy is not there any more: only the newest ones are kept.",
    tr: "Bu kopya artık yok: yalnızca en yeniler saklanır.",
  },
  storage_failed: {
    en: "The storage of this device did not answer. Reload the window; if it stays, restart the browser.",
    tr: "Bu cihazın depolaması yanıt vermedi. Pencereyi yenileyin; sürerse tarayıcıyı yeniden başlatın.",
  },
  disk_full: {
    en: "The disk of the hub is full. Tell the administrator; your changes are kept here.",
    tr: "Merkezin diski dolu. Yöneticiye bildirin; değişiklikleriniz burada duruyor.",
  },
  database_closed: {
    en: "The data of this device was closed. Reload the window.",
    tr: "Bu cihazın verileri kapatıldı. Pencereyi yenileyin.",
  },
  database_unusable: {
    en: "The data of this device cannot be read. Reload the window; if it stays, sign in anew and start over.",
    tr: "Bu cihazın verileri okunamıyor. Pencereyi yenileyin; sürerse yeniden oturum açıp baştan başlayın.",
  },
  replica_gone: {
    en: "The part of the app that keeps the data has stopped. Reload this window.",
    tr: "Uygulamanın verileri tutan parçası durdu. Bu pencereyi yenileyin.",
  },
  invalid_schedule: {
    en: "Choose a time from 10 seconds to 24 hours.",
    tr: "10 saniye ile 24 saat arasında bir süre seçin.",
  },
  invalid_kept_value: {
    en: "This is too large to be kept on the device.",
    tr: "Bu, cihazda saklanamayacak kadar büyük.",
  },
};

/** What a code means to a person; null for a code that is not known here. */
export function problemWords(code: string, facts: Facts): Label | null {
  const words = Object.hasOwn(PROBLEM_WORDS, code) ? PROBLEM_WORDS[code] : null;
  return typeof words === "function" ? words(facts) : (words ?? null);
}
