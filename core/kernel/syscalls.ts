/** The system calls: name and routine. Descriptors, numbers and user addresses are words; paths travel as text. */
import { DO_EXIT, FILE_PUT, SYS_CLOSE, SYS_DUP2, SYS_OPEN } from './chardev/open';
import { SYS_IOCTL, SYS_LSEEK, SYS_MMAP, SYS_MUNMAP, SYS_READ, SYS_WRITE } from './chardev/transfer';
import { PAGE_FAULT, UNMAP } from './chardev/mappings';
import { SYS_FCNTL, SYS_POLL } from './chardev/polling';
import { USER_CALLS } from './c/user-calls';
import { DMAENGINE_ROUTINES } from './dmaengine/functions';
import { ERRNO } from './errno';
import { IRQ_ROUTINE } from './irq-routine';
import { IRQ_THREAD_ROUTINE } from './irq-thread';
import type { KernelCore } from './kernel-core';
import { KTHREAD_ROUTINE } from './kthread';
import { RELEASE_MANAGED } from './managed';
import { APPLY_PARAMETERS } from './params';
import { PL330_ROUTINES } from './providers/pl330/functions';
import { BUS_ATTACH, BUS_DETACH } from './own-buses';
import { PLATFORM_BIND, PLATFORM_UNBIND } from './platform';
import { SYS_MKNOD } from './chardev/nodes';
import { RCU_ROUTINE } from './rcu';
import { SOFTIRQ_DAEMON } from './softirq-daemon';
import { SOFTIRQ_ROUTINE } from './softirq-routine';
import { SYS_DELETE_MODULE, SYS_FINIT_MODULE } from './modules/loading';
import { value } from './operations';
import type { Routine } from './operations';
import { KWORKER_ROUTINE } from './workqueue';

/** Arguments: whole milliseconds. Answers 0, or -EINTR after a signal. */
const SYS_NANOSLEEP: Routine<KernelCore> = {
  title: 'sys_nanosleep',
  steps: [
    { text: '', run: (f, k) => ({ op: 'wait', queue: 'nanosleep', cycles: k.cyclesOfMicroseconds(f.args[0] * 1000), interruptible: true }) },
    { text: '', run: (_f, k) => value((k.cpu.currentTask?.signal ?? 0) === 0 ? 0 : -ERRNO.EINTR) },
  ],
};

const SYS_KILL: Routine<KernelCore> = {
  title: 'sys_kill',
  steps: [
    {
      text: '',
      run: (f, k) => {
        const target = k.cpu.task(f.args[0]);
        if (target === undefined) return value(-ERRNO.ESRCH);
        if (f.args[0] === 1 || target.kernelThread) return value(0);
        if (f.args[1] !== 0) k.cpu.signal(target, f.args[1]);
        return value(0);
      },
    },
  ],
};

/** First argument 1: forget what has been shown. The text itself is fetched by the program. */
const SYS_SYSLOG: Routine<KernelCore> = {
  title: 'sys_syslog',
  steps: [
    {
      text: '',
      run: (f, k) => {
        if (f.args[0] === 1) k.log.cleared = k.log.lines.length;
        return value(0);
      },
    },
  ],
};

/** Everything that frames can name beside kernel functions, modules and programs. */
export const KERNEL_ROUTINES: readonly (readonly [string, Routine<KernelCore>])[] = [
  ['irq:handle', IRQ_ROUTINE],
  ['softirq:run', SOFTIRQ_ROUTINE],
  ['softirq:daemon', SOFTIRQ_DAEMON],
  ['rcu:core', RCU_ROUTINE],
  ['kthread:run', KTHREAD_ROUTINE],
  ['irq:thread', IRQ_THREAD_ROUTINE],
  ['devres_release_all', RELEASE_MANAGED],
  ['module:parameters', APPLY_PARAMETERS],
  ['platform:bind', PLATFORM_BIND],
  ['bus:attach', BUS_ATTACH],
  ['bus:detach', BUS_DETACH],
  ['platform:unbind', PLATFORM_UNBIND],
  ['kworker:run', KWORKER_ROUTINE],
  ['do_exit', DO_EXIT],
  ['sys_open', SYS_OPEN],
  ['sys_close', SYS_CLOSE],
  ['sys_dup2', SYS_DUP2],
  ['sys_read', SYS_READ],
  ['sys_write', SYS_WRITE],
  ['sys_ioctl', SYS_IOCTL],
  ['sys_lseek', SYS_LSEEK],
  ['sys_mmap', SYS_MMAP],
  ['sys_munmap', SYS_MUNMAP],
  ['sys_poll', SYS_POLL],
  ['sys_mknod', SYS_MKNOD],
  ['sys_fcntl', SYS_FCNTL],
  ['file:put', FILE_PUT],
  ['mm:unmap', UNMAP],
  ['mm:fault', PAGE_FAULT],
  ['sys_finit_module', SYS_FINIT_MODULE],
  ['sys_delete_module', SYS_DELETE_MODULE],
  ['sys_nanosleep', SYS_NANOSLEEP],
  ['sys_kill', SYS_KILL],
  ['sys_syslog', SYS_SYSLOG],
  ...DMAENGINE_ROUTINES,
  ...PL330_ROUTINES,
  ...USER_CALLS,
];
