/**
 * The direction of imports, as docs/architecture.md draws it: between the worlds, and between the floors of the core.
 * Tests are left out: they may look at everything.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Arrow {
  readonly from: string;
  /** File and line, for the one who has to mend it. */
  readonly place: string;
  /** A path inside the repository without extension, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const ROOT = join(import.meta.dirname, '..');

/**
 * Floors of the core, from the ground up: a folder may import its own floor and those below. A file that is named
 * itself stands there and not with its folder: kernel/kernel puts a kernel together, its shell included.
 */
const FLOORS: readonly (readonly string[])[] = [
  ['core/clock', 'core/random', 'core/globals', 'core/findings', 'core/c'],
  ['core/journal', 'core/memory', 'core/register'],
  ['core/bus', 'core/snapshot'],
  ['core/cache', 'core/interrupt'],
  ['core/controllers', 'core/devices'],
  ['core/boards'],
  ['core/kernel'],
  ['core/shell'],
  ['core/kernel/kernel', 'core/kernel/test-bench', 'core/kernel/driver-bench', 'core/kernel/dmaengine/zynq-bench', 'core/kernel/mapping/mapping-bench', 'core/kernel/unit-bench'],
  ['core/session', 'core/export'],
  ['core/lab'],
];

const CORE_PACKAGES = ['valibot'];
/** What a sandboxed page cannot have; its preload has Electron alone. */
const NOT_IN_THE_PAGE = /^(electron|node:.*|fs|path|os|child_process)$/;

function floorOf(path: string): number {
  const named = FLOORS.findIndex((floor) => floor.includes(path));
  return named >= 0 ? named : FLOORS.findIndex((floor) => floor.some((place) => path === place || path.startsWith(`${place}/`)));
}

/** Why an arrow is forbidden; null = it is fine. */
function complaint({ from, to, typeOnly }: Arrow): string | null {
  const world = from.split('/')[0];
  const inside = ['core', 'main', 'preload', 'renderer', 'e2e', 'benchmarks', 'scripts'].includes(to.split('/')[0]);
  if (world === 'core') return coreComplaint(from, to, typeOnly, inside);
  if (!inside) {
    const outside = world === 'renderer' ? NOT_IN_THE_PAGE.test(to) : world === 'preload' && to !== 'electron';
    return outside ? `${world} has no ${to}` : null;
  }
  const target = to.split('/')[0];
  if (target === world) return null;
  if (world === 'renderer' || world === 'preload') return to === 'core/contract' ? null : `${world} may import only core/contract of other worlds`;
  /** The names of the channels between main and preload stand once. */
  if (world === 'main' && to === 'preload/channels') return null;
  if (world === 'main' || world === 'benchmarks') return target === 'core' ? null : `${world} may import only core`;
  return `${world} may import no other world`;
}

function isContract(path: string): boolean {
  return path === 'core/contract' || path.startsWith('core/contract/');
}

function coreComplaint(from: string, to: string, typeOnly: boolean, inside: boolean): string | null {
  if (!inside) return CORE_PACKAGES.includes(to) ? null : `the core may import no package but ${CORE_PACKAGES.join(', ')}`;
  if (!to.startsWith('core/')) return 'the core may import only itself';
  if (to === 'core/contract') return typeOnly || from.startsWith('core/lab/') ? null : 'below the lab only types of the contract may be used';
  if (isContract(from)) return isContract(to) || to === 'core/session/options' ? null : 'the contract imports nothing of the core but the schema that it shares with session files';
  if (isContract(to)) return 'the contract is imported as core/contract, not by its groups';
  const controller = /^core\/controllers\/([^/]+)\//;
  const [a, b] = [controller.exec(from)?.[1], controller.exec(to)?.[1]];
  if (a !== undefined && b !== undefined && a !== b) return 'controllers do not know each other';
  const [low, high] = [floorOf(from), floorOf(to)];
  if (low < 0 || high < 0) return `${low < 0 ? from : to} stands on no floor: add it to the picture`;
  /** What only names a shape may look one way up: a board's type in a journal's text, a journal's entry in a clock. */
  return high > low && !(typeOnly && to.startsWith('core/journal')) ? `${FLOORS[low].join(', ')} may not import ${to}` : null;
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules' || name === 'out') return [];
    if (statSync(path).isDirectory()) return sources(path);
    return /\.(ts|vue)$/.test(name) && !/\.test\.ts$/.test(name) ? [path] : [];
  });
}

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const LATE_IMPORT = /\b()(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/gm;

function arrowsOf(file: string, text: string): Arrow[] {
  const from = relative(ROOT, file).replace(/\.(ts|vue)$/, '').replaceAll('\\', '/');
  return [...text.matchAll(IMPORT), ...text.matchAll(LATE_IMPORT)].map((match) => {
    const [whole, type, name] = match;
    const place = `${relative(ROOT, file)}:${text.slice(0, match.index + whole.length).split('\n').length}`;
    const to = name.startsWith('.') ? normalize(join(dirname(from), name)).replaceAll('\\', '/').replace(/\/index$/, '/index').replace(/\.(ts|vue)$/, '') : name;
    const onlyTypes = (type !== undefined && type !== '') || /\{([^}]*)\}/.exec(whole)?.[1].split(',').every((one) => one.trim() === '' || one.trim().startsWith('type ')) === true;
    return { from, place, to, typeOnly: onlyTypes };
  });
}

/** One circle of imports that exist at run time, or null. */
function circle(arrows: readonly Arrow[]): string[] | null {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of arrows) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to, `${to}/index`]);
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    path.push(file);
    for (const to of next.get(file) ?? []) {
      const found = visit(to);
      if (found !== null) return found;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const found = visit(file);
    if (found !== null) return found;
  }
  return null;
}

const arrow = (from: string, to: string, typeOnly = false): Arrow => ({ from, place: `${from}:1`, to, typeOnly });

describe('the checker itself', () => {
  it.each([
    [arrow('core/bus/bus', 'core/kernel/cpu'), true],
    [arrow('core/kernel/cpu', 'core/bus/bus'), false],
    [arrow('core/kernel/cpu', 'core/shell/shell'), true],
    [arrow('core/kernel/kernel', 'core/shell/shell'), false],
    [arrow('core/shell/shell', 'core/kernel/kernel'), true],
    [arrow('core/bus/bus', 'node:fs'), true],
    [arrow('core/bus/bus', 'vue'), true],
    [arrow('core/contract', 'valibot'), false],
    [arrow('core/contract', 'core/session/options'), false],
    [arrow('core/contract', 'core/session/session'), true],
    [arrow('core/contract', 'core/contract/memory'), false],
    [arrow('core/contract/memory', 'core/contract/running'), false],
    [arrow('core/contract/memory', 'core/memory/memory'), true],
    [arrow('core/lab/lab', 'core/contract/memory'), true],
    [arrow('core/bus/bus', 'core/contract'), true],
    [arrow('core/bus/bus', 'core/contract', true), false],
    [arrow('core/controllers/a/x', 'core/controllers/b/y'), true],
    [arrow('core/controllers/a/x', 'core/controllers/dma-controller'), false],
    [arrow('core/nowhere/x', 'core/clock'), true],
    [arrow('renderer/App', 'core/lab/lab'), true],
    [arrow('renderer/App', 'core/contract'), false],
    [arrow('renderer/App', 'vue'), false],
    [arrow('renderer/App', 'electron'), true],
    [arrow('renderer/App', 'node:fs'), true],
    [arrow('preload/index', 'electron'), false],
    [arrow('preload/index', 'node:fs'), true],
    [arrow('core/kernel/cpu', 'core/shell/applets/cat'), true],
    [arrow('core/shell/applets/cat', 'core/kernel/cpu'), false],
    [arrow('core/shell/applets/cat', 'core/session/session'), true],
    [arrow('preload/index', 'main/ipc'), true],
    [arrow('main/index', 'core/lab/lab'), false],
    [arrow('main/index', 'renderer/App'), true],
    [arrow('core/lab/lab', 'main/index'), true],
  ])('%o', (one, forbidden) => {
    expect(complaint(one) !== null).toBe(forbidden);
  });

  it('reads imports of every form, and finds circles', () => {
    const text = "import type { A } from './a';\nimport { type B } from './b';\nimport {\n  C,\n} from '../c';\nexport * from './d';\nimport './e.css';\nimport f from 'vue';\nconst g = await import('./g');\n";
    expect(arrowsOf(join(ROOT, 'core/x/y.ts'), text).map(({ to, place, typeOnly }) => [to, Number(place.split(':')[1]), typeOnly])).toEqual([
      ['core/x/a', 1, true],
      ['core/x/b', 2, true],
      ['core/c', 5, false],
      ['core/x/d', 6, false],
      ['core/x/e.css', 7, false],
      ['vue', 8, false],
      ['core/x/g', 9, false],
    ]);
    expect(circle([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'a')])).toEqual(['a', 'b', 'c', 'a']);
    expect(circle([arrow('a', 'b'), arrow('b', 'c', true), arrow('c', 'a')])).toBe(null);
  });
});

describe('the repository', () => {
  const arrows = ['core', 'main', 'preload', 'renderer', 'benchmarks'].flatMap((world) => sources(join(ROOT, world)).flatMap((file) => arrowsOf(file, readFileSync(file, 'utf8'))));

  it('has imports to look at', () => {
    expect(arrows.length).toBeGreaterThan(100);
  });

  it('has no forbidden arrow', () => {
    expect(arrows.flatMap((one) => (complaint(one) === null ? [] : [`${one.place} imports ${one.to}: ${complaint(one)}`]))).toEqual([]);
  });

  it('has no circle', () => {
    expect(circle(arrows)).toBe(null);
  });
});
