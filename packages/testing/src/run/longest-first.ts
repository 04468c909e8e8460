import type { TestSequencer, TestSpecification } from "vitest/node";
import { BaseSequencer } from "vitest/node";

/** Whoever starts browsers, programs or a hundred devices takes longest, however short the file is. */
const LONGEST = [/^tests\/simulation\//, /^tests\/e2e\/web\//, /^packages\/ui\//, /^tests\/e2e\//];

/**
 * For vitest's `sequence.sequencer`: the tests of the whole product first, so that at the end no worker is
 * busy for minutes while the other has nothing left to do. Within them as vitest orders: by the times of the
 * last run, else by size.
 */
export class LongestFirst extends BaseSequencer implements TestSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort.call(this, files);
    const root = `${this.ctx.config.root}/`;
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((folder) => folder.test(moduleId.slice(root.length)));
      return at === -1 ? LONGEST.length : at;
    };
    return usual.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
