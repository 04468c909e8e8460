/** Where to go after signing in: a path of this app, whatever somebody put into the link. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !/^\/(?![/\\])/.test(wanted)) return "/";
  return wanted.startsWith("/sign-in") ? "/" : wanted;
}
