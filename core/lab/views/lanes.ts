/** In which lane of the timeline an entry of the journal stands. */
import { KIND } from '../../journal/entry-kinds';
import type { Initiator } from '../../journal/journal';

export interface LaneKey {
  readonly id: string;
  readonly title: string;
  readonly group: string;
}

/** @param kind as the journal codes it. */
export function laneKey(kind: number, { name, kind: master }: Initiator): LaneKey {
  switch (kind) {
    case KIND.input:
      return { id: 'user', title: 'Input', group: 'User' };
    case KIND.log:
      return { id: 'log', title: 'Kernel log', group: 'Kernel' };
    case KIND.wake:
      return { id: 'wake', title: 'Wake-ups', group: 'Kernel' };
    case KIND.prepare:
      return { id: 'dmaengine:1', title: 'Prepare', group: 'dmaengine' };
    case KIND.submit:
      return { id: 'dmaengine:2', title: 'Submit', group: 'dmaengine' };
    case KIND.issue:
      return { id: 'dmaengine:3', title: 'Issue', group: 'dmaengine' };
    case KIND.callback:
      return { id: 'dmaengine:4', title: 'Callback', group: 'dmaengine' };
    case KIND.call:
      return { id: 'dmaengine:5', title: 'Channel control', group: 'dmaengine' };
    case KIND.syscall:
    case KIND.task:
      return { id: 'kernel', title: 'System calls', group: 'Kernel' };
    case KIND.handler:
      return { id: 'handler', title: 'Interrupt handlers', group: 'Interrupts' };
    case KIND.softirq:
      return { id: 'softirq', title: 'Softirqs', group: 'Interrupts' };
    case KIND.interrupt:
      return { id: 'interrupt', title: 'Interrupt lines', group: 'Interrupts' };
    case KIND.instruction:
    case KIND.event:
    case KIND.fault:
    case KIND.request:
      return { id: `dma:${name}`, title: name, group: 'DMA' };
    case KIND.read:
      return { id: `read:${name}`, title: `${name} read`, group: master === 'cpu' ? 'CPU' : 'Bus' };
    case KIND.store:
      return { id: `store:${name}`, title: `${name} stores in cache`, group: 'CPU' };
    default:
      return { id: `write:${name}`, title: `${name} write`, group: master === 'cpu' ? 'CPU' : 'Bus' };
  }
}
