import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { Problem } from "@healthops/base/problem";

/** Where the hub finds its certificate (with the chain) and the private key, as PEM. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** A certificate and its key as they stood in the files at one moment. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Tells one state of the files from another. */
  readonly fingerprint: string;
}

/** Reads both files and tries whether they belong together; Problem `tls_file_unusable` names the file. */
export async function readCertificate(files: CertificateFiles): Promise<Certificate> {
  const cert = await readNamed(files.cert, "HEALTHOPS_TLS_CERT");
  const key = await readNamed(files.key, "HEALTHOPS_TLS_KEY");
  tried(() => createSecureContext({ cert }), `${files.cert} (HEALTHOPS_TLS_CERT)`, "certificate");
  tried(() => createSecureContext({ key }), `${files.key} (HEALTHOPS_TLS_KEY)`, "private key");
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw unusable(
      `The key in ${files.key} (HEALTHOPS_TLS_KEY) does not belong to the certificate in ${files.cert} (HEALTHOPS_TLS_CERT).`,
      cause,
    );
  }
  const fingerprint = createHash("sha256").update(cert).update(key).digest("base64");
  return { cert, key, fingerprint };
}

async function readNamed(path: string, setting: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    const why =
      code === "ENOENT"
        ? "is not there"
        : code === "EACCES"
          ? "may not be read by this user"
          : `cannot be read (${code})`;
    throw unusable(`The file ${path} (${setting}) ${why}.`, cause);
  }
}

function tried(use: () => unknown, file: string, what: string): void {
  try {
    use();
  } catch (cause) {
    throw unusable(`The file ${file} holds no ${what} in PEM form without a passphrase.`, cause);
  }
}

function unusable(message: string, cause: unknown): Problem {
  return new Problem({ code: "tls_file_unusable", status: 500, message, cause });
}
