import type { Label } from "@healthops/schema/field";

const NOT_UNDERSTOOD: Label = {
  en: "The hub does not understand this kind of request. Reload the window to update the app.",
  tr: "Merkez bu tür bir isteği anlamıyor. Uygulamayı güncellemek için pencereyi yenileyin.",
};

/** What it means that the hub or its database does not take a request as it stands. */
export const REQUEST_WORDS: Readonly<Record<string, Label>> = {
  malformed_request: NOT_UNDERSTOOD,
  unsupported_upgrade: NOT_UNDERSTOOD,
  unsupported_expectation: NOT_UNDERSTOOD,
  value_not_storable: {
    en: "A value holds characters or a number that cannot be kept. Correct it and try again.",
    tr: "Bir değer saklanamayan karakterler ya da bir sayı içeriyor. Düzeltip yeniden deneyin.",
  },
  constraint_violated: {
    en: "This contradicts what is already there. Look at the present state and try again.",
    tr: "Bu, kayıtlı olanla çelişiyor. Güncel duruma bakıp yeniden deneyin.",
  },
  request_too_complex: {
    en: "This asks for too much at once. Ask for less.",
    tr: "Bir seferde çok fazla şey isteniyor. Daha azını isteyin.",
  },
};
