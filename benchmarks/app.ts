/** The real app: cold start beside an empty window, answers over the bridge, and stalls while a long transfer runs. */
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../core/controllers/pl330/assembler';
import type { Figure } from './measure';
import { median } from './measure';

const EMPTY_MAIN = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<h1>empty</h1>'));
`;

/** The page says so when the default session is shown and nothing is under way. */
const SHOWN = 'html[data-idle="true"]:has([data-testid])';

/** 64 MiB as 16-beat bursts: long enough to see stalls. */
const LONG = `
  DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI
  DMAMOV SAR, 0x04000000
  DMAMOV DAR, 0x0C000000
  DMALP 256
  DMALP 256
  DMALD
  DMAST
  DMALD
  DMAST
  DMALD
  DMAST
  DMALD
  DMAST
  DMALPEND
  DMALPEND
  DMAEND
`;

export async function appFigures(): Promise<Figure[]> {
  const root = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'dma-lab-bench-'));
  try {
    const empty = join(folder, 'empty');
    writeFileSync(`${empty}.cjs`, EMPTY_MAIN);
    const starts = { bench: [] as number[], empty: [] as number[] };
    for (let round = 0; round < 4; round++) {
      starts.bench.push(await coldStart(root, folder, SHOWN));
      starts.empty.push(await coldStart(`${empty}.cjs`, folder, 'h1'));
    }
    /** The first round warms the disk's cache. */
    const [bench, plain] = [starts.bench, starts.empty].map((times) => median(times.slice(1).sort((a, b) => a - b)));
    const figures: Figure[] = [{ name: 'cold start against an empty window', value: bench / plain, unit: 'times', note: `${bench.toFixed(0)} ms, empty ${plain.toFixed(0)} ms` }];
    const app = await launch(root, folder);
    figures.push(...(await insideFigures(app, await app.firstWindow())));
    await app.close();
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function launch(path: string, folder: string): Promise<ElectronApplication> {
  return _electron.launch({ executablePath: process.env.ELECTRON_EXEC_PATH, args: [path, `--user-data-dir=${join(folder, 'profile')}`], env: { ...process.env, DMA_LAB_UNSAVED: 'discard' } });
}

async function coldStart(path: string, folder: string, ready: string): Promise<number> {
  const from = performance.now();
  const app = await launch(path, folder);
  const page = await app.firstWindow();
  await page.locator(ready).first().waitFor();
  const took = performance.now() - from;
  await app.close();
  return took;
}

interface Bridge {
  request(name: string, args: unknown): Promise<{ ok: boolean; value?: { running?: boolean } }>;
}

interface Stall {
  /** Milliseconds between two turns of the loop, at most. */
  wall: number;
  /** Milliseconds of processor time that the main thread spent within one such gap, at most; where the system does not tell, as `wall`. */
  own: number;
}

/**
 * Gaps in the main process's loop: how late a timer of a millisecond comes, at most. On a machine whose cores are all
 * taken (window, drawing and this benchmark run beside it) a gap is mostly waiting for a core; `own` leaves that out.
 */
async function watchLoop(app: ElectronApplication): Promise<() => Promise<Stall>> {
  await app.evaluate(() => {
    const watched = globalThis as { longestStall?: Stall };
    const { existsSync, readFileSync } = process.getBuiltinModule('fs');
    const schedule = '/proc/self/schedstat';
    const spent = existsSync(schedule) ? () => Number(readFileSync(schedule, 'utf8').split(' ')[0]) / 1e6 : () => performance.now();
    let last = performance.now();
    let lastSpent = spent();
    const stall = { wall: 0, own: 0 };
    watched.longestStall = stall;
    setInterval(() => {
      const now = performance.now();
      const used = spent();
      stall.wall = Math.max(stall.wall, now - last - 1);
      stall.own = Math.max(stall.own, used - lastSpent);
      last = now;
      lastSpent = used;
    }, 1);
  });
  return () => app.evaluate(() => (globalThis as { longestStall?: Stall }).longestStall ?? { wall: NaN, own: NaN });
}

async function insideFigures(app: ElectronApplication, page: Page): Promise<Figure[]> {
  const { bytes } = assemble(LONG, { origin: 0x0030_0000 });
  await page.waitForTimeout(1000);
  const longestStall = await watchLoop(app);
  const measured = await page.evaluate(async (program) => {
    const { lab } = window as unknown as { lab: Bridge };
    const ask = async (name: string, args: unknown) => {
      const reply = await lab.request(name, args);
      if (!reply.ok) throw new Error(`${name} failed: ${JSON.stringify(reply)}`);
      return reply.value;
    };
    const times = async (count: number, name: string, args: unknown) => {
      const list: number[] = [];
      for (let i = 0; i < count; i++) {
        const from = performance.now();
        await ask(name, args);
        list.push(performance.now() - from);
      }
      return list.sort((a, b) => a - b);
    };
    const status = await times(300, 'lab.status', {});
    const hex = await times(300, 'memory.read', { address: 0x10_0000, length: 4096, since: 0 });
    await ask('memory.write', { address: 0x0030_0000, bytes: Uint8Array.from(program) });
    const write = (register: string, value: number) => ask('registers.write', { peripheral: 'pl330', register, index: 0, value });
    await write('DBGINST0', 0x00a0_0000);
    await write('DBGINST1', 0x0030_0000);
    await write('DBGCMD', 0);
    await ask('run.start', {});
    const during: number[] = [];
    for (let running = true; running && during.length < 5000; ) {
      const from = performance.now();
      running = (await ask('lab.status', {}))?.running === true;
      during.push(performance.now() - from);
    }
    return { status, hex, during: during.sort((a, b) => a - b) };
  }, Array.from(bytes));
  const middle = (list: number[]) => median(list);
  const { wall, own } = await longestStall();
  return [
    { name: 'request over the bridge', value: middle(measured.status), unit: 'ms' },
    { name: 'hex page over the bridge', value: middle(measured.hex), unit: 'ms', baseline: { name: 'the smallest request', value: middle(measured.status) } },
    { name: 'longest stall during a long transfer', value: own, unit: 'ms', note: `processor time of the main thread between two turns of its loop; with waiting for a core ${wall.toFixed(1)} ms; the busy window saw its ${measured.during.length} requests answered in ${middle(measured.during).toFixed(1)} ms (median)` },
  ];
}
