import type { Timers } from "@healthops/base/ports";
import type { Certificate, CertificateFiles } from "./certificate-files.ts";
import { readCertificate } from "./certificate-files.ts";

/** How soon renewed files are noticed. */
const LOOK_EVERY_ms = 10_000;

export interface RenewalParts {
  readonly files: CertificateFiles;
  readonly timers: Timers;
  /** What is served now. */
  readonly served: Certificate;
  /** Serves another one to connections that open from now on. */
  serve(certificate: Certificate): void;
  /** Told when files cannot be used: what was served before goes on, and they are looked at again. */
  onFault(error: unknown): void;
}

/**
 * Looks at the certificate's files again and again and serves what was renewed, without a restart. Files
 * that are half written, or a certificate whose key has not come yet, wait for the next look. Looking
 * at the content works for links, mounted secrets and copies alike, which watching files does not.
 */
export function renewCertificate(parts: RenewalParts): () => void {
  const { files, timers, serve, onFault } = parts;
  let served = parts.served.fingerprint;
  let told = "";
  let stopped = false;
  const look = async (): Promise<void> => {
    try {
      const found = await readCertificate(files);
      told = "";
      if (!stopped && found.fingerprint !== served) {
        serve(found);
        served = found.fingerprint;
      }
    } catch (error) {
      const message = String(error);
      if (message !== told) onFault(error);
      told = message;
    }
    if (!stopped) timer = timers.after(LOOK_EVERY_ms, () => void look());
  };
  let timer = timers.after(LOOK_EVERY_ms, () => void look());
  return () => {
    stopped = true;
    timer.cancel();
  };
}
