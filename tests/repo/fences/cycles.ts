import { importsOf } from "./imports.ts";
import type { Finding, Tree } from "./tree.ts";

/** Circles of imports between files, types included, each told once. */
export function cycleFindings(tree: Tree): Finding[] {
  const graph = new Map<string, string[]>();
  for (const { from, target } of importsOf(tree)) {
    if (target === undefined) continue;
    graph.set(from, [...(graph.get(from) ?? []), target]);
  }
  return circlesOf(graph).map((circle) => ({
    path: circle[0] ?? "",
    problem: `imports itself in a circle: ${[...circle, circle[0]].join(" → ")}. Move what both need down.`,
  }));
}

/** Circles found by a depth-first walk: at least one for every group of nodes that has any. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  function visit(node: string): void {
    if (finished.has(node)) return;
    const start = trail.indexOf(node);
    if (start >= 0) {
      circles.push(trail.slice(start));
      return;
    }
    trail.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    trail.pop();
    finished.add(node);
  }
  for (const node of graph.keys()) visit(node);
  return circles;
}
