/** ls: the directories that exist: /dev, /proc, /root, /sys, /tmp. One name a line. */
import { majorOf, minorOf, deviceNumber } from '../../kernel/chardev/devices';
import { absolutePath, DIRECTORIES } from '../../kernel/chardev/files';
import { PROC_FILES } from '../../kernel/chardev/proc';
import { isSysDirectory, sysPaths } from '../../kernel/sysfs';
import type { KernelCore } from '../../kernel/kernel-core';
import { argv, die, exit, put, step } from '../program';
import type { Applet } from '../program';

/** Paths of everything that is not a directory. */
function allPaths(k: KernelCore): string[] {
  return [...k.devices.nodes.map((node) => node.path), ...Object.keys(PROC_FILES), ...sysPaths(k), ...k.files.paths, ...k.tables.modules.map((module) => `/root/${module.name}.ko`)];
}

const isDirectory = (k: KernelCore, path: string): boolean => (DIRECTORIES as readonly string[]).includes(path) || isSysDirectory(k, path);

function listed(k: KernelCore, path: string): string[] | undefined {
  if (!isDirectory(k, path)) return allPaths(k).includes(path) ? [path] : undefined;
  const prefix = path === '/' ? '/' : `${path}/`;
  const inside = [...allPaths(k), ...DIRECTORIES].filter((one) => one !== path && one.startsWith(prefix)).map((one) => prefix + one.slice(prefix.length).split('/')[0]);
  return [...new Set(inside)].sort();
}

function long(k: KernelCore, path: string, shown: string): string {
  const node = k.devices.node(path);
  if (node !== undefined) {
    const dev = deviceNumber(node.major, node.minor);
    return `crw-------    1 root     root     ${String(majorOf(dev)).padStart(3)}, ${String(minorOf(dev)).padStart(3)} ${shown}`;
  }
  const directory = isDirectory(k, path);
  return `${directory ? 'drwxr-xr-x' : '-rw-r--r--'}    1 root     root     ${String(k.files.content(path)?.length ?? 0).padStart(8)} ${shown}`;
}

const ls: Applet = {
  name: 'ls',
  usage: 'ls [-l] [PATH…]',
  about: 'list files',
  steps: [
    step('', (f, k) => {
      const options = argv(f).filter((arg) => arg.startsWith('-'));
      const odd = options.find((option) => !/^-[l1a]+$/.test(option));
      if (odd !== undefined) return die(`ls: unrecognized option '${odd}'`);
      const isLong = options.some((option) => option.includes('l'));
      const paths = argv(f).filter((arg) => !arg.startsWith('-'));
      let out = '';
      let errors = '';
      for (const path of paths.length === 0 ? ['/root'] : paths) {
        const full = absolutePath(path);
        const names = listed(k, full);
        if (names === undefined) errors += `ls: ${path}: No such file or directory\n`;
        for (const name of names ?? []) {
          const shown = name === full ? path : (name.split('/').pop() as string);
          out += `${isLong ? long(k, name, shown) : shown}\n`;
        }
      }
      f.locals.errors = errors;
      return put(1, out);
    }),
    step('', (f) => put(2, f.locals.errors as string)),
    step('', (f) => exit(f.locals.errors === '' ? 0 : 1)),
  ],
};

export const LS: readonly Applet[] = [ls];
