/**
 * The bench as a user has it: starts the built program with a profile of its own, finds things by role, name or test
 * id, and waits for the idle signal instead of sleeping. Facts are asked through the page's own bridge.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect } from '@playwright/test';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import type { Arguments, BoardPart, Replies, RequestName, Result } from '../core/contract';

const ROOT = resolve(import.meta.dirname, '..');
/** A slow machine may take this long for a run, in milliseconds. */
const PATIENCE = 30_000;

export interface LaunchOptions {
  /** Session file on the command line. */
  readonly file?: string;
  /** Profile folder of an earlier launch; otherwise a fresh one. */
  readonly profile?: string;
  /** What is answered when unsaved work would be lost. */
  readonly unsaved?: 'save' | 'discard' | 'cancel';
}

export class LabPage {
  private constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
    readonly profile: string,
  ) {}

  static async launch({ file, profile = newFolder(), unsaved = 'discard' }: LaunchOptions = {}): Promise<LabPage> {
    const executablePath = process.env['ELECTRON_EXEC_PATH'];
    if (executablePath === undefined) throw new Error('ELECTRON_EXEC_PATH is not set: start the stories by "npm run e2e"');
    const words = [ROOT, `--user-data-dir=${profile}`, ...(file === undefined ? [] : [file])];
    const app = await _electron.launch({ executablePath, args: words, env: { ...process.env, DMA_LAB_UNSAVED: unsaved } });
    const lab = new LabPage(app, await app.firstWindow(), profile);
    await lab.waitForIdle();
    return lab;
  }

  /** No request in flight, no frame pending, the lab not running. */
  async waitForIdle(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: PATIENCE });
  }

  /** Asks the lab itself; a failure is an error here. */
  async ask<K extends RequestName>(name: K, args: Arguments<K>): Promise<Replies[K]> {
    const result = await this.answerTo(name, args);
    if (!result.ok) throw new Error(`${name}: ${result.message}`);
    return result.value as Replies[K];
  }

  async answerTo(name: string, args: unknown): Promise<Result<unknown>> {
    return await this.page.evaluate(([asked, given]) => (window as unknown as Bridge).lab.request(asked, given), [name, args] as const);
  }

  /** A command by its place in the contract, then rest. */
  async do<K extends RequestName>(name: K, args: Arguments<K>): Promise<void> {
    await this.ask(name, args);
    await this.waitForIdle();
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
    await this.waitForIdle();
  }

  byId(id: string): Locator {
    return this.page.getByTestId(id);
  }

  /** Runs a command of the page by its title, as from the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('Control+K');
    await this.byId('palette-input').fill(title);
    await this.press('Enter');
  }

  async show(view: string): Promise<void> {
    await this.command(`Show ${view}`);
  }

  /** Enters a line into the shell and waits until nothing is left to do. */
  async shell(line: string): Promise<void> {
    await this.show('Shell');
    await this.byId('shell-input').fill(line);
    await this.byId('shell-input').press('Enter');
    await this.waitForIdle();
  }

  /** Opens a session that comes with the bench, as a user does. */
  async openSession(name: string): Promise<void> {
    await this.command('Sessions that come with the bench');
    await this.byId(`shipped-${name}`).click();
    await this.waitForIdle();
    await expect(this.byId('session-name')).toHaveText(name);
  }

  /** Runs until the session's script is at its end. */
  async runScript(): Promise<void> {
    for (;;) {
      await this.do('run.start', {});
      const { scriptLeft, stopped } = await this.ask('lab.status', {});
      if (scriptLeft === 0 && !stopped.startsWith('breakpoint')) return;
    }
  }

  /** Shows an address or a named place in the memory view and puts the cursor there. */
  async goToMemory(place: string): Promise<void> {
    await this.show('Memory');
    await this.byId('memory-goto').fill(place);
    await this.byId('memory-goto').press('Enter');
    await this.waitForIdle();
  }

  /** The cells of the row with the cursor, as assistive technology reads them: two digits each. */
  async shownBytes(): Promise<string[]> {
    const cells = await this.byId('memory-row').getByRole('gridcell').allTextContents();
    return cells.map((cell) => cell.trim().slice(0, 2));
  }

  /** First address of a named range of memory. */
  async mark(name: string): Promise<{ base: number; bytes: number }> {
    const regions = await this.ask('memory.regions', {});
    const found = regions.flatMap((region) => region.marks).find((mark) => mark.name === name);
    if (found === undefined) throw new Error(`no mark ${name}; there are ${regions.flatMap((region) => region.marks.map((mark) => mark.name)).join(', ')}`);
    return found;
  }

  async bytes(address: number, length: number): Promise<number[]> {
    const asked = { address, length, since: 0 };
    return await this.page.evaluate(async (args) => {
      const result = await (window as unknown as Bridge).lab.request('memory.read', args);
      if (!result.ok) throw new Error(result.message);
      return Array.from((result.value as { bytes: Uint8Array }).bytes);
    }, asked);
  }

  async log(): Promise<string[]> {
    return (await this.ask('kernel.log', { from: 0 })).lines.map((line) => line.text);
  }

  /** Everything that tells one state of the lab from another: time, registers, named memory, journal, log. */
  async state(): Promise<unknown> {
    const { cycle, journalLength, inputs, findings, idle } = await this.ask('lab.status', {});
    const board = await this.ask('lab.board', {});
    const registers: unknown[] = [];
    for (const part of partsOf(board.parts)) if (part.registers) registers.push(await this.ask('registers.read', { peripheral: part.id, since: cycle + 1 }));
    const memory: unknown[] = [];
    for (const { name, base, bytes } of (await this.ask('memory.regions', {})).flatMap((region) => region.marks)) memory.push([name, base, await this.bytes(base, Math.min(bytes, 65536))]);
    const { entries } = await this.ask('journal.entries', { from: Math.max(0, journalLength - 200), count: 200 });
    return { cycle, journalLength, inputs, findings, idle, registers, memory, entries, log: await this.log() };
  }

  async close(): Promise<void> {
    await this.app.close();
  }

  /** As a crash does: nothing of the program's own ending runs. */
  async kill(): Promise<void> {
    const ended = new Promise((done) => this.app.process().once('exit', done));
    this.app.process().kill('SIGKILL');
    await ended;
  }

  removeProfile(): void {
    rmSync(this.profile, { recursive: true, force: true });
  }
}

function partsOf(parts: readonly BoardPart[]): BoardPart[] {
  return parts.flatMap((part) => [part, ...partsOf(part.parts)]);
}

interface Bridge {
  lab: { request(name: string, args: unknown): Promise<Result<unknown>> };
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'dma-lab-e2e-'));
}
