/** Open files, and the ordinary files of a small root file system in memory. Plain data; the calls are in `syscalls.ts`. */
import type { PlainState } from '../../clock';
import { copyPlain } from '../plain-copy';

export const O = { RDONLY: 0, WRONLY: 1, RDWR: 2, ACCMODE: 3, CREAT: 0o100, EXCL: 0o200, TRUNC: 0o1000, APPEND: 0o2000, NONBLOCK: 0o4000, SYNC: 0o4010000 } as const;

export interface OpenFile {
  readonly id: number;
  /** 'text': a file of /proc or /sys, its content made at open. 'attribute': a file of /sys that a driver reads and writes. */
  readonly kind: 'driver' | 'text' | 'attribute' | 'null' | 'zero' | 'memory' | 'terminal' | 'regular';
  readonly path: string;
  readonly flags: number;
  /** Position, except of drivers' files: theirs is in struct file. */
  pos: number;
  refs: number;
  /** Drivers: addresses of struct file, struct inode, struct file_operations. */
  readonly file: number;
  readonly inode: number;
  readonly operations: number;
  /** Module that must stay while the file is open, or ''. */
  readonly module: string;
  readonly text: string;
  /** Attributes: address of the page that show fills, and how many bytes it did; -1 = not yet. */
  readonly page: number;
  filled: number;
}

/** What is known of a file before it is open. */
export type Opening = Omit<OpenFile, 'id' | 'pos' | 'refs' | 'page' | 'filled'> & { readonly page?: number };

interface State {
  open: OpenFile[];
  nextId: number;
  contents: Record<string, Uint8Array>;
}

/** Directories that exist; others cannot hold files. */
export const DIRECTORIES = ['/', '/dev', '/proc', '/root', '/tmp'] as const;
/** Room for ordinary files. */
const MOST_BYTES = 16 * 1024 * 1024;

export class Files {
  private state: State = { open: [], nextId: 1, contents: {} };

  add(file: Opening): OpenFile {
    const opened: OpenFile = { page: 0, filled: -1, ...file, id: this.state.nextId++, pos: 0, refs: 1 };
    this.state.open.push(opened);
    return opened;
  }

  get(id: number): OpenFile | undefined {
    return this.state.open.find((file) => file.id === id);
  }

  remove(id: number): void {
    this.state.open = this.state.open.filter((file) => file.id !== id);
  }

  get open(): readonly OpenFile[] {
    return this.state.open;
  }

  content(path: string): Uint8Array | undefined {
    return Object.hasOwn(this.state.contents, path) ? this.state.contents[path] : undefined;
  }

  /** @returns false when there is no room. */
  setContent(path: string, bytes: Uint8Array): boolean {
    const others = Object.entries(this.state.contents).reduce((sum, [name, data]) => sum + (name === path ? 0 : data.length), 0);
    if (others + bytes.length > MOST_BYTES) return false;
    this.state.contents[path] = bytes;
    return true;
  }

  get paths(): string[] {
    return Object.keys(this.state.contents).sort();
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state) as State;
  }
}

/** An absolute path without ".", ".." and doubled slashes; programs run in /root. */
export function absolutePath(path: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : '/root/'}${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}
