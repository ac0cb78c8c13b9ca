/** The functions of Linux's PL330 driver that its struct dma_device points to. C reaches them through the pointers only. */
import { deviceTitle } from '../../device-names';
import { initCookies } from '../../dmaengine/cookies';
import { ERRNO } from '../../errno';
import type { KernelFunction } from '../../functions/declare';
import { call, value } from '../../operations';
import type { Frame } from '../../operations';
import type { KernelCore } from '../../kernel-core';
import { channelOf, configure, prepareCyclic, prepareMemcpy, prepareSlaveList, status, submit } from './descriptors';
import { FREE_STEPS, IRQ_STEPS, ISSUE_STEPS, movingRegister, PAUSE_STEPS, START, STOP, STOP_FAULTY, TASKLET, TERMINATE_STEPS } from './engine';

const MOST_PIECES = 1024;
/** enum dma_ctrl_cmd. */
const COMMAND = { TERMINATE_ALL: 0, SLAVE_CONFIG: 3 } as const;

function takeThread(k: KernelCore, chan: number): number {
  const channel = channelOf(k, chan);
  initCookies(k, chan);
  const free = k.dmaengine.pl330.threads.findIndex((thread) => !thread.taken);
  if (free < 0) return -ERRNO.ENOMEM;
  Object.assign(k.dmaengine.pl330.threads[free], { taken: true, requests: [0, 0], latest: 1, running: -1 });
  channel.ring = false;
  channel.thread = free;
  return 1;
}

function piecesOf(k: KernelCore, list: number, count: number): { address: number; bytes: number }[] {
  const { memory } = k;
  const length = memory.has('scatterlist', 'dma_length') ? 'dma_length' : 'length';
  return Array.from({ length: Math.min(count, MOST_PIECES) }, (_, i) => {
    const entry = list + i * memory.sizeOf('scatterlist');
    return { address: memory.field('scatterlist', entry, 'dma_address'), bytes: memory.field('scatterlist', entry, length) };
  });
}

function endStatus(f: Frame, k: KernelCore): number {
  const start = f.locals.start as number | undefined;
  const [chan, cookie, state] = f.args;
  /** A register that is still zero: not begun. */
  return status(k, chan, cookie, state, start === undefined || f.result === 0 ? 0 : Math.max(0, f.result - start));
}

export const PL330_FUNCTIONS: readonly KernelFunction[] = [
  { prototype: 'int pl330_alloc_chan_resources(struct dma_chan *chan)', sleeps: true, cost: 200, immediate: (k, [chan]) => takeThread(k, chan) },
  { prototype: 'void pl330_free_chan_resources(struct dma_chan *chan)', sleeps: true, steps: FREE_STEPS },
  { prototype: 'struct dma_async_tx_descriptor *pl330_prep_dma_memcpy(struct dma_chan *chan, dma_addr_t dst, dma_addr_t src, size_t len, unsigned long flags)', cost: 150, immediate: (k, [chan, dst, src, len]) => prepareMemcpy(k, chan, dst, src, len) },
  {
    prototype: 'struct dma_async_tx_descriptor *pl330_prep_slave_sg(struct dma_chan *chan, struct scatterlist *sgl, unsigned int sg_len, enum dma_transfer_direction direction, unsigned long flags, void *context)', cost: 200,
    immediate: (k, [chan, list, count, direction]) => (list === 0 || count === 0 ? 0 : prepareSlaveList(k, chan, piecesOf(k, list, count), direction)),
  },
  {
    prototype: 'struct dma_async_tx_descriptor *pl330_prep_dma_cyclic(struct dma_chan *chan, dma_addr_t buf_addr, size_t buf_len, size_t period_len, enum dma_transfer_direction direction, unsigned long flags)', cost: 300,
    immediate: (k, [chan, buffer, bytes, period, direction]) => prepareCyclic(k, chan, buffer, bytes, period, direction),
  },
  { prototype: 'dma_cookie_t pl330_tx_submit(struct dma_async_tx_descriptor *tx)', cost: 60, immediate: (k, [tx]) => submit(k, tx) },
  { prototype: 'void pl330_issue_pending(struct dma_chan *chan)', steps: ISSUE_STEPS },
  { prototype: 'enum dma_status pl330_tx_status(struct dma_chan *chan, dma_cookie_t cookie, struct dma_tx_state *txstate)', steps: [{ text: '', run: movingRegister }, { text: '', run: (f, k) => value(endStatus(f, k)) }] },
  { prototype: 'int pl330_config(struct dma_chan *chan, struct dma_slave_config *slave_config)', cost: 40, immediate: (k, [chan, config]) => configure(k, chan, config) },
  { prototype: 'int pl330_pause(struct dma_chan *chan)', steps: PAUSE_STEPS },
  { prototype: 'int pl330_terminate_all(struct dma_chan *chan)', steps: TERMINATE_STEPS },
  {
    /** Before 4.0 one operation for all commands; the driver knows two of them. */
    prototype: 'int pl330_control(struct dma_chan *chan, enum dma_ctrl_cmd cmd, unsigned long arg)', until: '4.0',
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [chan, command, argument] = f.args;
          if (command === COMMAND.TERMINATE_ALL) return call('pl330_terminate_all', chan);
          if (command === COMMAND.SLAVE_CONFIG) return value(configure(k, chan, argument));
          k.print(3, `${deviceTitle(k, k.memory.field('dma_device', k.dmaengine.pl330.device, 'dev'))}: Not supported cmd.`);
          return value(-ERRNO.ENXIO);
        },
      },
      { text: '', run: (f) => value(f.result) },
    ],
  },
  { prototype: 'irqreturn_t pl330_irq_handler(int irq, void *data)', steps: IRQ_STEPS },
];

export const PL330_ROUTINES = [['pl330:start', START], ['pl330:stop', STOP], ['pl330:stop_faulty', STOP_FAULTY], ['pl330:tasklet', TASKLET]] as const;
