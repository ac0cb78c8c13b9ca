/** Makes a case that differs smaller while it still differs: drops programs, debug instructions and nodes, shortens loops. */
import type { GeneratedCase, ProgramNode } from './generator';

/** Attempts that one minimisation may make; each runs both models. */
const ATTEMPTS = 300;

export async function minimise(start: GeneratedCase, stillDiffers: (candidate: GeneratedCase) => Promise<boolean>): Promise<GeneratedCase> {
  let best = start;
  let left = ATTEMPTS;
  for (let progress = true; progress && left > 0; ) {
    progress = false;
    for (const candidate of smaller(best)) {
      if (left-- <= 0) break;
      if (!(await stillDiffers(candidate))) continue;
      best = candidate;
      progress = true;
      break;
    }
  }
  return best;
}

/** Cases that are one step smaller, the boldest first. */
export function* smaller(given: GeneratedCase): Generator<GeneratedCase> {
  for (let i = 0; i < given.programs.length; i++) yield { ...given, programs: given.programs.filter((_, n) => n !== i) };
  for (let i = 0; i < given.debug.length; i++) yield { ...given, debug: given.debug.filter((_, n) => n !== i) };
  if (given.inten !== 0) yield { ...given, inten: 0 };
  for (let i = 0; i < given.programs.length; i++) {
    for (const nodes of smallerNodes(given.programs[i].nodes)) yield { ...given, programs: given.programs.map((program, n) => (n === i ? { ...program, nodes } : program)) };
  }
}

export function* smallerNodes(nodes: readonly ProgramNode[]): Generator<ProgramNode[]> {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    const replace = (...other: ProgramNode[]): ProgramNode[] => [...nodes.slice(0, i), ...other, ...nodes.slice(i + 1)];
    yield replace();
    if (typeof node === 'string') continue;
    yield replace(...node.body);
    if (node.loop !== 'forever' && node.loop > 1) {
      yield replace({ ...node, loop: Math.ceil(node.loop / 2) });
      yield replace({ ...node, loop: node.loop - 1 });
    }
    for (const body of smallerNodes(node.body)) yield replace({ ...node, body });
  }
}
