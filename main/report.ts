/**
 * `--report DIR`: plays the open session's script in the real window, prints what happened and leaves a picture.
 * For machines without a display, and to see at a glance that an installation works.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Bench } from './bench';

/** Real time that the whole report may take, in milliseconds. */
const PATIENCE = 120_000;
const LOOK_EVERY = 20;
const ENTRIES_AT_ONCE = 2000;
/** In the page: what is idle may still have to be painted. */
const PAINTED = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))';

export async function report(bench: Bench, window: BrowserWindow, directory: string, print: (line: string) => void): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  await playScript(bench, deadline);
  for (const line of await describe(bench)) print(line);
  await until(() => pageIsIdle(window), deadline, 'the window did not come to rest');
  await window.webContents.executeJavaScript(PAINTED);
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'window.png');
  const picture = await window.webContents.capturePage();
  if (picture.isEmpty()) throw new Error('the window gave an empty picture');
  writeFileSync(path, picture.toPNG());
  print(`picture: ${path}`);
}

/** Every start enters the next line of the script when the lab is at rest; done when none is left. */
export async function playScript(bench: Bench, deadline: number): Promise<void> {
  for (;;) {
    await bench.handle('run.start', {});
    await until(() => !bench.status().running, deadline, 'the session did not become idle');
    const { scriptLeft, stopped } = bench.status();
    if (scriptLeft === 0 && !stopped.startsWith('breakpoint')) return;
  }
}

/** What happened, in lines of text. */
export async function describe(bench: Bench): Promise<string[]> {
  const status = bench.status();
  const log = await bench.handle('kernel.log', { from: 0 });
  const shell = await bench.handle('shell.lines', { from: 0 });
  const findings = (await bench.handle('findings.list', {})).filter((finding) => !finding.ahead);
  const { read, written } = bench.bytesMoved();
  return [
    `session: ${status.sessionName} (${bench.title})`,
    `end: ${status.stopped}, ${(status.seconds * 1e6).toFixed(3)} µs simulated, ${status.journalLength} journal entries`,
    'kernel log:',
    ...log.lines.map((line) => `  [${line.seconds.toFixed(6).padStart(12)}] ${line.text}`),
    'shell:',
    ...shell.lines.map((line) => `  ${line.kind === 'command' ? '# ' : ''}${line.text}`),
    `moved by DMA: ${read} bytes read, ${written} bytes written`,
    `interrupts taken: ${await countEntries(bench, 'handler')}`,
    `findings: ${findings.length === 0 ? 'none' : ''}`,
    ...findings.map((finding) => `  ${finding.severity}: ${finding.title}. ${finding.message}`),
  ];
}

async function countEntries(bench: Bench, kind: string): Promise<number> {
  let found = 0;
  for (let from = 0, length = 1; from < length; from += ENTRIES_AT_ONCE) {
    const page = await bench.handle('journal.entries', { from, count: ENTRIES_AT_ONCE });
    found += page.entries.filter((entry) => entry.kind === kind).length;
    length = page.length;
  }
  return found;
}

async function pageIsIdle(window: BrowserWindow): Promise<boolean> {
  if (window.webContents.isLoading()) return false;
  return (await window.webContents.executeJavaScript("document.documentElement.dataset.idle === 'true'")) === true;
}

async function until(holds: () => boolean | Promise<boolean>, deadline: number, otherwise: string): Promise<void> {
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`${otherwise} within ${PATIENCE / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}
