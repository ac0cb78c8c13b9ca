/** insmod, rmmod, modprobe, lsmod: in the words of kmod. */
import { buildMessages, sourceOf } from '../../kernel/c/loading';
import type { KernelCore } from '../../kernel/kernel-core';
import { ERRNO } from '../../kernel/errno';
import { argv, die, exit, failed, jump, next, put, step, str, thenJump, words } from '../program';
import type { Applet } from '../program';

/** "/root/ax_dma.ko", "ax_dma.c" and "ax_dma" are the module ax_dma. */
const moduleName = (path: string): string => (path.split('/').pop() as string).replace(/\.(ko|c)$/, '').replaceAll('-', '_');

const insmod: Applet = {
  name: 'insmod',
  usage: 'insmod MODULE',
  about: 'load a module',
  steps: [
    /** A module whose source is at hand is compiled first, as if by make: the messages of the compiler come before anything is loaded. */
    step('', (f, k) => {
      const [path] = argv(f);
      if (path === undefined) return die('insmod: ERROR: missing filename.');
      f.locals.name = moduleName(path);
      const source = sourceOf(k, str(f, 'name'));
      const messages = source === null ? { text: '', failed: false } : buildMessages(k, source);
      f.locals.failed = messages.failed;
      return messages.text === '' ? jump(f, 1) : put(2, messages.text);
    }),
    step('', (f) => {
      if (f.locals.failed === true) return die(`insmod: ERROR: ${str(f, 'name')} does not compile: nothing was loaded`);
      return { op: 'syscall', name: 'finit_module', args: [], locals: { path: str(f, 'name'), parameters: [...argv(f).slice(1)] } };
    }),
    step('', (f, k) => {
      if (!failed(f)) return exit(0);
      const [path] = argv(f);
      const known = k.tables.modules.some((module) => module.name === f.locals.name) || sourceOf(k, str(f, 'name')) !== null;
      if ((f.result | 0) !== -ERRNO.ENOENT) return die(`insmod: ERROR: could not insert module ${path}: ${words(f)}`);
      return die(known ? `insmod: ERROR: could not insert module ${path}: Unknown symbol in module` : `insmod: ERROR: could not load module ${path}: ${words(f)}`);
    }),
  ],
};

const rmmod: Applet = {
  name: 'rmmod',
  usage: 'rmmod MODULE',
  about: 'remove a module',
  steps: [
    step('', (f, k) => {
      const [name] = argv(f);
      if (name === undefined) return die('rmmod: ERROR: missing module name.');
      f.locals.name = moduleName(name);
      const module = k.modules.find(str(f, 'name'));
      if (module === undefined) return die(`rmmod: ERROR: Module ${str(f, 'name')} is not currently loaded`);
      if (module.refs > 0) return die(`rmmod: ERROR: Module ${module.name} is in use`);
      return { op: 'syscall', name: 'delete_module', args: [], locals: { path: module.name } };
    }),
    step('', (f) => (failed(f) ? die(`rmmod: ERROR: could not remove module ${str(f, 'name')}: ${words(f)}`) : exit(0))),
  ],
};

/** Part of the kernel image: there is nothing to load. */
const isBuiltIn = (k: KernelCore, name: string): boolean => name === 'pl330' && k.dmaengine.pl330.device !== 0;

const modprobe: Applet = {
  name: 'modprobe',
  usage: 'modprobe MODULE [NAME=VALUE...] | modprobe -r MODULE',
  about: 'load a module if it is not there yet',
  steps: [
    step('', (f, k) => {
      const [first, second] = argv(f);
      const name = first === '-r' ? second : first;
      if (name === undefined) return die('modprobe: ERROR: missing parameters. See -h.');
      f.locals.name = moduleName(name);
      const loaded = k.modules.find(str(f, 'name')) !== undefined;
      if (first === '-r') return loaded ? thenJump(f, 2, { op: 'syscall', name: 'delete_module', args: [], locals: { path: str(f, 'name') } }) : die(`modprobe: FATAL: Module ${name} is not currently loaded.`);
      if (loaded || isBuiltIn(k, str(f, 'name'))) return exit(0);
      const source = sourceOf(k, str(f, 'name'));
      if (source === null && !k.tables.modules.some((module) => module.name === str(f, 'name'))) return die(`modprobe: FATAL: Module ${name} not found in directory /lib/modules/${k.profile.release}`);
const messages = source === null ? { text: '', failed: false } : buildMessages(k, source);
      f.locals.failed = messages.failed;
      return messages.text === '' ? next(1) : put(2, messages.text);
    }),
    step('', (f) => {
      if (f.locals.failed === true) return die(`modprobe: ERROR: ${str(f, 'name')} does not compile: nothing was loaded`);
      return { op: 'syscall', name: 'finit_module', args: [], locals: { path: str(f, 'name'), parameters: [...argv(f).slice(1)] } };
    }),
    step('', (f) => (failed(f) ? die(`modprobe: ERROR: could not ${argv(f)[0] === '-r' ? 'remove' : 'insert'} '${str(f, 'name')}': ${words(f)}`) : exit(0))),
  ],
};

const lsmod: Applet = {
  name: 'lsmod',
  usage: 'lsmod',
  about: 'list the loaded modules',
  steps: [
    step('', (_f, k) => put(1, ['Module                  Size  Used by', ...k.modules.list.map((module) => `${module.name.padEnd(19)} ${String(module.bytes).padStart(8)}  ${module.refs}`), ''].join('\n'))),
    step('', () => exit(0)),
  ],
};

export const MODULE_TOOLS: readonly Applet[] = [insmod, rmmod, modprobe, lsmod];
