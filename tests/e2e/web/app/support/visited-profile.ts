import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onceARun, runFolder } from "./once-a-run.ts";

let made: Promise<void> | null = null;

/**
 * The profile of somebody who was here before: the app is installed in it for offline use, nobody has ever
 * signed in. Made once for a run by `visit`, which gets an empty folder; then copied.
 */
export async function visitedProfile(visit: (profile: string) => Promise<void>): Promise<string> {
  const template = path.join(runFolder(), "visited-profile");
  await (made ??= onceARun("visited-profile", () => visit(template)));
  const profile = await newProfile();
  await cp(template, profile, { recursive: true });
  return profile;
}

export function newProfile(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), "healthops-browser-"));
}
