/** A small JSON file of our own with a schema: damaged or too large gives defaults, and the old file is put aside. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as v from 'valibot';
import writeFileAtomic from 'write-file-atomic';
import { readText } from './read-text';

export class JsonFile<S extends v.GenericSchema> {
  constructor(
    private readonly path: string,
    private readonly schema: S,
    private readonly mostBytes: number,
  ) {}

  /** @returns the content, or why it is missing: 'absent', or what is wrong in words. */
  load(): { value: v.InferOutput<S> } | { problem: string } {
    if (!existsSync(this.path)) return { problem: 'absent' };
    try {
      return { value: v.parse(this.schema, JSON.parse(readText(this.path, this.mostBytes))) };
    } catch (fault) {
      this.putAside();
      return { problem: `${basename(this.path)} is damaged (${fault instanceof Error ? fault.message : 'unreadable'})` };
    }
  }

  async save(value: v.InferOutput<S>): Promise<void> {
    mkdirSync(dirname(this.path), { recursive: true });
    await writeFileAtomic(this.path, this.text(value));
  }

  saveNow(value: v.InferOutput<S>): void {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileAtomic.sync(this.path, this.text(value));
  }

  private text(value: v.InferOutput<S>): string {
    return `${JSON.stringify(value, null, 2)}\n`;
  }

  private putAside(): void {
    try {
      renameSync(this.path, `${this.path}.damaged`);
    } catch {
      // It cannot be moved: the next save replaces it, which is as good.
    }
  }
}
