/** Files that modules make under /proc and /sys/kernel/debug: where, with which operations. Behaviour: fs/proc/generic.c, fs/debugfs/inode.c. */
import type { PlainState } from '../clock';
import { copyPlain } from './plain-copy';

export interface VirtualEntry {
  readonly path: string;
  /** What the module holds: struct proc_dir_entry or struct dentry. */
  readonly handle: number;
  /** Address of struct file_operations; 0 = a directory. */
  readonly operations: number;
  /** A copy of proc_ops that the kernel made. */
  readonly copied: boolean;
  /** For PDE_DATA and inode->i_private. */
  readonly data: number;
  readonly mode: number;
  readonly owner: string;
}

export class VirtualEntries {
  private entries: VirtualEntry[] = [];

  get list(): readonly VirtualEntry[] {
    return this.entries;
  }

  add(entry: VirtualEntry): void {
    this.entries.push(entry);
  }

  at(path: string): VirtualEntry | undefined {
    return this.entries.find((one) => one.path === path);
  }

  byHandle(handle: number): VirtualEntry | undefined {
    return this.entries.find((one) => one.handle === handle);
  }

  /** With all that lies below. @returns what was removed. */
  remove(path: string): VirtualEntry[] {
    const below = (one: VirtualEntry): boolean => one.path === path || one.path.startsWith(`${path}/`);
    const removed = this.entries.filter(below);
    this.entries = this.entries.filter((one) => !below(one));
    return removed;
  }

  save(): PlainState {
    return copyPlain(this.entries);
  }

  load(state: PlainState): void {
    this.entries = copyPlain(state) as VirtualEntry[];
  }
}
