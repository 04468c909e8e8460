import { SEAL_EVERY_min, assertSealedInTime } from "../audit/seal-lateness.ts";
import { seal } from "../audit/seal.ts";
import { verifyChain } from "../audit/verify-chain.ts";
import { tidyStands } from "../lines/tidy-stands.ts";
import { tidyPeopleTables } from "../people/housekeeping.ts";
import { tidyRefused } from "../refused/tidy-refused.ts";
import type { HubJob } from "./hub-job.ts";
import { tidyRuns } from "./job-runs.ts";

/** What every hub does by itself, whatever its modules. */
export const CORE_JOBS: readonly HubJob[] = [
  {
    name: "housekeeping",
    title: { en: "Housekeeping", tr: "Genel temizlik" },
    schedule: "*/10 * * * *",
    async run({ pool }) {
      await tidyPeopleTables(pool);
      await tidyStands(pool);
      const refused = await tidyRefused(pool);
      const runs = await tidyRuns(pool);
      return `${refused} old refused changes, ${runs} old job runs removed`;
    },
  },
  {
    name: "signing-keys",
    title: { en: "Change the signing key", tr: "İmza anahtarını yenile" },
    schedule: "41 3 * * *",
    async run({ signingKeys }) {
      return (await signingKeys.rotateWhenOld()) ? "a new key signs" : "the key is young enough";
    },
  },
  {
    name: "audit-seal",
    title: { en: "Seal the audit log", tr: "Denetim kaydını mühürle" },
    schedule: `*/${SEAL_EVERY_min} * * * *`,
    async run({ pool, ports, anchor, headTeller }) {
      const { blocks, changes, events } = await seal(pool, ports.timers);
      headTeller?.wake();
      await anchor?.note(pool);
      await assertSealedInTime(pool);
      return `${changes} changes and ${events} events sealed in ${blocks} blocks`;
    },
  },
  {
    name: "audit-verify",
    title: { en: "Check the audit log", tr: "Denetim kaydını doğrula" },
    schedule: "17 2 * * *",
    async run({ pool, anchor }) {
      const { state, verifiedBlocks, fault } = await verifyChain(pool, anchor);
      if (fault !== null) {
        throw new Error(
          `The audit log is not as it was sealed. Block ${fault.block}: ${fault.message}`,
        );
      }
      return `${verifiedBlocks} blocks are ${state}`;
    },
  },
];
