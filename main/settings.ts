/** What is kept between starts: view state (opaque to us), window, recent files, last session. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { RecentFile } from '../core/contract';
import { JsonFile } from './json-file';

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
const path = v.pipe(v.string(), v.maxLength(4096));

const schema = v.object({
  version: v.literal(1),
  view: v.optional(v.pipe(v.string(), v.maxLength(1_000_000)), ''),
  window: v.optional(v.object({ x: pixels, y: pixels, width: pixels, height: pixels, maximized: v.boolean() })),
  recent: v.optional(v.pipe(v.array(path), v.maxLength(100)), []),
  last: v.optional(v.variant('kind', [v.object({ kind: v.literal('file'), path }), v.object({ kind: v.literal('shipped'), name: v.pipe(v.string(), v.maxLength(200)) })])),
});

type Content = v.InferOutput<typeof schema>;
export type WindowPlace = NonNullable<Content['window']>;
export type LastSession = NonNullable<Content['last']>;

const MOST_BYTES = 8 * 1024 * 1024;
const MOST_RECENT = 10;

export class Settings {
  private readonly file: JsonFile<typeof schema>;
  private content: Content = v.parse(schema, { version: 1 });
  /** Why settings were lost, when they were. */
  readonly problem: string | null = null;

  /** Told when the list of recent files is another one. */
  recentChanged: () => void = () => undefined;

  constructor(directory: string) {
    this.file = new JsonFile(join(directory, 'settings.json'), schema, MOST_BYTES);
    const loaded = this.file.load();
    if ('value' in loaded) this.content = loaded.value;
    else if (loaded.problem !== 'absent') this.problem = loaded.problem;
  }

  get view(): string {
    return this.content.view;
  }

  get window(): WindowPlace | undefined {
    return this.content.window;
  }

  get last(): LastSession | undefined {
    return this.content.last;
  }

  /** Newest first; files that are gone are left out. */
  recent(): RecentFile[] {
    return this.content.recent.filter((file) => existsSync(file)).map((file) => ({ path: file, name: basename(file) }));
  }

  async setView(view: string): Promise<void> {
    this.content = { ...this.content, view };
    await this.file.save(this.content);
  }

  async setLast(last: LastSession): Promise<void> {
    const recent = last.kind === 'file' ? [last.path, ...this.content.recent.filter((file) => file !== last.path)].slice(0, MOST_RECENT) : this.content.recent;
    this.content = { ...this.content, last, recent };
    if (last.kind === 'file') this.recentChanged();
    await this.file.save(this.content);
  }

  /** At the end, when nothing can be awaited. */
  setWindow(window: WindowPlace): void {
    this.content = { ...this.content, window };
    this.file.saveNow(this.content);
  }
}
