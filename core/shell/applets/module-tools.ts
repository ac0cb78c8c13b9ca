/** insmod, rmmod, lsmod: in the words of kmod. */
import { ERRNO } from '../../kernel/errno';
import { argv, die, exit, failed, jump, put, step, str, words } from '../program';
import type { Applet } from '../program';

/** "/root/ax_dma.ko" and "ax_dma" are the module ax_dma. */
const moduleName = (path: string): string => (path.split('/').pop() as string).replace(/\.ko$/, '').replaceAll('-', '_');

const insmod: Applet = {
  name: 'insmod',
  usage: 'insmod MODULE',
  about: 'load a module',
  steps: [
    step('', (f) => {
      const [path] = argv(f);
      if (path === undefined) return die('insmod: ERROR: missing filename.');
      f.locals.name = moduleName(path);
      return { op: 'syscall', name: 'finit_module', args: [], locals: { path: moduleName(path), parameters: [...argv(f).slice(1)] } };
    }),
    step('', (f) => {
      if (!failed(f)) return exit(0);
      const [path] = argv(f);
      if ((f.result | 0) === -ERRNO.ENOENT && f.locals.name !== undefined) return jump(f, 2);
      return die(`insmod: ERROR: could not insert module ${path}: ${words(f)}`);
    }),
    step('', (f, k) => {
      const known = k.tables.modules.some((module) => module.name === f.locals.name);
      return die(known ? `insmod: ERROR: could not insert module ${argv(f)[0]}: ${words(f)}` : `insmod: ERROR: could not load module ${argv(f)[0]}: ${words(f)}`);
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
