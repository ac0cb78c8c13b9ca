/** insmod, rmmod, lsmod: in the words of kmod. */
import { buildMessages, sourceOf } from '../../kernel/c/loading';
import { ERRNO } from '../../kernel/errno';
import { argv, die, exit, failed, jump, put, step, str, words } from '../program';
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
      const known = k.tables.modules.some((module) => module.name === f.locals.name);
      const verb = (f.result | 0) === -ERRNO.ENOENT && !known ? 'load' : 'insert';
      return die(`insmod: ERROR: could not ${verb} module ${path}: ${words(f)}`);
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

const lsmod: Applet = {
  name: 'lsmod',
  usage: 'lsmod',
  about: 'list the loaded modules',
  steps: [
    step('', (_f, k) => put(1, ['Module                  Size  Used by', ...k.modules.list.map((module) => `${module.name.padEnd(19)} ${String(module.bytes).padStart(8)}  ${module.refs}`), ''].join('\n'))),
    step('', () => exit(0)),
  ],
};

export const MODULE_TOOLS: readonly Applet[] = [insmod, rmmod, lsmod];
