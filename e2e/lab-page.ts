/**
 * The bench as a user has it: starts the built program with a profile of its own, finds things by role, name or test
 * id, and waits for the idle signal instead of sleeping. Facts are asked through the page's own bridge.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect } from '@playwright/test';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import type { Arguments, Replies, RequestName, Result } from '../core/contract';

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

interface Bridge {
  lab: { request(name: string, args: unknown): Promise<Result<unknown>> };
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'dma-lab-e2e-'));
}
