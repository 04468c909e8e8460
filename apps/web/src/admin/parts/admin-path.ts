export const ADMIN_PATH = "/admin";

/** Address of a part of the administration, with what it shows: `/admin?section=audit&person=…`. */
export function adminPath(section: string, query: Readonly<Record<string, string>> = {}): string {
  return `${ADMIN_PATH}?${new URLSearchParams({ section, ...query }).toString()}`;
}
