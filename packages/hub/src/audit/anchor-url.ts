import { isLoopback } from "../requests/loopback.ts";

/**
 * Whether sealed heads may be told to an address: over TLS, or on this machine. Not with a name and password in
 * it, which would not be sent; a secret can stand in its path.
 */
export function isAnchorUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== "" || password !== "" || hash !== "") return false;
  if (protocol === "https:") return true;
  return protocol === "http:" && isLoopback(hostname.replace(/^\[|\]$/g, ""));
}
