import { isIPv4, isIPv6 } from "node:net";

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * The address as limits count it: an IPv4 address (also when mapped into IPv6), or the /64 network of
 * an IPv6 address, because a whole /64 is usually in one hand.
 */
export function addressGroup(address: string): string {
  const mapped = MAPPED_IPV4.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = (address.split("%")[0] ?? "").split("::");
  const left = head.split(":").filter((part) => part !== "");
  const right = tail.split(":").filter((part) => part !== "");
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  const parts = address.includes("::") ? [...left, ...zeros, ...right] : left;
  return `${parts
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(":")}::/64`;
}

/** The network that an address lies in, in which its owner can often choose others: an IPv4 /24, an IPv6 /48. */
export function addressBlock(address: string): string {
  const group = addressGroup(address);
  if (group.endsWith("::/64")) return `${group.split(":").slice(0, 3).join(":")}::/48`;
  return isIPv4(group) ? group.replace(/\d+$/, "0/24") : group;
}
