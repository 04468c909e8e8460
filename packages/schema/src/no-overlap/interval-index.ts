/** A half-open time under an id; `endsAt` null: until further notice. */
export interface Interval {
  readonly id: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
}

interface Node<Kept extends Interval> {
  readonly kept: Kept;
  /** The higher one is nearer to the root, which keeps the tree about as deep as it must be. */
  readonly weight: number;
  left: Node<Kept> | null;
  right: Node<Kept> | null;
  /** The latest end below and here; null: one has none. */
  latestEnd: string | null;
}

type Tree<Kept extends Interval> = Node<Kept> | null;

/**
 * Times by their start, each found, put in and taken out in logarithmic time (a treap that knows the
 * latest end of every branch).
 */
export class IntervalIndex<Kept extends Interval> {
  #root: Tree<Kept> = null;
  #seed = 0x9e37_79b9;

  add(kept: Kept): void {
    const [before, after] = split(this.#root, kept);
    const weight = this.#draw();
    const node = { kept, weight, left: null, right: null, latestEnd: kept.endsAt };
    this.#root = join(join(before, node), after);
  }

  /** Takes out the interval of that start and id, if it is there. */
  remove(kept: Interval): void {
    this.#root = without(this.#root, kept);
  }

  /** The earliest that shares a moment with the given one and is not of the same id; null: none. */
  firstOverlap(asked: Interval): Kept | null {
    return firstOverlap(this.#root, asked);
  }

  /** All that share a moment with the given one and are not of the same id, by their start. */
  overlapping(asked: Interval): readonly Kept[] {
    const found: Kept[] = [];
    collect(this.#root, asked, found);
    return found;
  }

  /** Xorshift: the same every time, and as good as chance against sorted input. */
  #draw(): number {
    let seed = this.#seed;
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (this.#seed = seed);
  }
}

/** By start, then by id. */
export function isEarlier(one: Interval, other: Interval): boolean {
  return one.startsAt === other.startsAt ? one.id < other.id : one.startsAt < other.startsAt;
}

function firstOverlap<Kept extends Interval>(tree: Tree<Kept>, asked: Interval): Kept | null {
  // Whatever is below ended before the asked one begins.
  if (tree === null || !endsAfter(tree.latestEnd, asked.startsAt)) return null;
  const earlier = firstOverlap(tree.left, asked);
  if (earlier !== null) return earlier;
  const { kept } = tree;
  if (asked.endsAt !== null && kept.startsAt >= asked.endsAt) return null;
  if (kept.id !== asked.id && endsAfter(kept.endsAt, asked.startsAt)) return kept;
  return firstOverlap(tree.right, asked);
}

function collect<Kept extends Interval>(tree: Tree<Kept>, asked: Interval, found: Kept[]): void {
  if (tree === null || !endsAfter(tree.latestEnd, asked.startsAt)) return;
  collect(tree.left, asked, found);
  const { kept } = tree;
  if (asked.endsAt !== null && kept.startsAt >= asked.endsAt) return;
  if (kept.id !== asked.id && endsAfter(kept.endsAt, asked.startsAt)) found.push(kept);
  collect(tree.right, asked, found);
}

function endsAfter(endsAt: string | null, moment: string): boolean {
  return endsAt === null || endsAt > moment;
}

/** Those earlier than the given one, and the others. */
function split<Kept extends Interval>(
  tree: Tree<Kept>,
  at: Interval,
): readonly [Tree<Kept>, Tree<Kept>] {
  if (tree === null) return [null, null];
  if (isEarlier(tree.kept, at)) {
    const [before, after] = split(tree.right, at);
    tree.right = before;
    return [renewed(tree), after];
  }
  const [before, after] = split(tree.left, at);
  tree.left = after;
  return [before, renewed(tree)];
}

/** All of `one` are earlier than all of `other`. */
function join<Kept extends Interval>(one: Tree<Kept>, other: Tree<Kept>): Tree<Kept> {
  if (one === null) return other;
  if (other === null) return one;
  if (one.weight > other.weight) {
    one.right = join(one.right, other);
    return renewed(one);
  }
  other.left = join(one, other.left);
  return renewed(other);
}

function without<Kept extends Interval>(tree: Tree<Kept>, gone: Interval): Tree<Kept> {
  if (tree === null) return null;
  const { kept } = tree;
  if (kept.id === gone.id && kept.startsAt === gone.startsAt) return join(tree.left, tree.right);
  if (isEarlier(gone, kept)) tree.left = without(tree.left, gone);
  else tree.right = without(tree.right, gone);
  return renewed(tree);
}

function renewed<Kept extends Interval>(node: Node<Kept>): Node<Kept> {
  node.latestEnd = later(later(node.kept.endsAt, node.left), node.right);
  return node;
}

function later<Kept extends Interval>(end: string | null, branch: Tree<Kept>): string | null {
  if (branch === null || end === null) return end;
  const { latestEnd } = branch;
  return latestEnd === null || latestEnd > end ? latestEnd : end;
}
