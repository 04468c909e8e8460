import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** ASN.1 types that a certificate is made of. */
const TAG = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const ECDSA_WITH_SHA256 = "2a8648ce3d040302";
const COMMON_NAME = "550403";
const ALTERNATIVE_NAMES = "551d11";
const VALID_days = 30;

/** A key and a certificate of its own for 127.0.0.1 and localhost, as PEM; `name` tells one from another. */
export function selfSignedCertificate(name: string, now_ms: number): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(oid(ECDSA_WITH_SHA256));
  const subject = sequence(
    der(TAG.set, sequence(oid(COMMON_NAME), der(TAG.utf8, Buffer.from(name)))),
  );
  const validity = sequence(time(now_ms - 86_400_000), time(now_ms + VALID_days * 86_400_000));
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const body = sequence(
    der(0xa0, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, serial),
    algorithm,
    subject,
    validity,
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(oid(ALTERNATIVE_NAMES), der(TAG.octets, hosts())))),
  );
  const signature = der(
    TAG.bits,
    Buffer.concat([Buffer.from([0]), sign("sha256", body, privateKey)]),
  );
  return {
    cert: pem(sequence(body, algorithm, signature)),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** DNS names are the context's second choice, addresses its seventh. */
function hosts(): Buffer {
  return sequence(der(0x82, Buffer.from("localhost")), der(0x87, Buffer.from([127, 0, 0, 1])));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(TAG.sequence, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return der(TAG.oid, Buffer.from(hex, "hex"));
}

function time(at_ms: number): Buffer {
  const text = new Date(at_ms).toISOString().replace(/[-:T]/g, "").slice(0, 14);
  return der(TAG.time, Buffer.from(`${text}Z`));
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
