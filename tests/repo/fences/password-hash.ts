import { withoutComments } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

const HASHES = /\b(?:hashPassword|verifyPassword|argon2(?:Sync)?)\b/;
const HUB = /^(?:packages\/hub|modules\/[^/]+)\/src\//;
/** The hasher itself, its turns, and what the hub's own console does before any door is open. */
const KNOWN = /^packages\/hub\/src\/people\/(?:password-hash|password-turns|person-admin)\.ts$/;

/** A password is looked at in its turn: any other way to the hasher lets strangers take every core. */
export function passwordHashFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of sourcesOf(tree)) {
    if (!HUB.test(path) || KNOWN.test(path) || isTest(path)) continue;
    if (HASHES.test(withoutComments(text))) {
      found.push({ path, problem: "hashes a password past the turns; take hub.passwords.run." });
    }
  }
  return found;
}
