/** mknod(2): device files for numbers that no class made one for, as the books have it. Behaviour: fs/namei.c. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { value } from '../operations';
import type { Routine } from '../operations';

/** Arguments: major and minor number; `path` in the frame. Character devices only. */
export const SYS_MKNOD: Routine<KernelCore> = {
  title: 'sys_mknod',
  steps: [
    {
      text: '',
      run: (f, k) => {
        const path = f.locals.path as string;
        if (k.devices.node(path) !== undefined || k.files.content(path) !== undefined) return value(-ERRNO.EEXIST);
        k.devices.addNode(path, f.args[0], f.args[1]);
        return value(0);
      },
    },
  ],
};
