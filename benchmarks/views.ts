/** How fast the lab answers what views ask, on a journal of a million entries. */
import { Lab } from '../core/lab/lab';
import { KIND } from '../core/journal/entry-kinds';
import { newSession } from '../core/session/session';
import type { Figure } from './measure';
import { median, milliseconds } from './measure';

const ENTRIES = 1_000_000;

export function viewFigures(): Figure[] {
  const lab = new Lab(newSession({ name: 'benchmark' }));
  const { journal, clock, memory } = lab.machine;
  const names = journal.initiatorList.filter((one) => one.kind === 'dma').map((one) => one.code);
  while (journal.length < ENTRIES) {
    clock.now++;
    const channel = names[journal.length % names.length];
    const instruction = journal.add(KIND.instruction, channel, 0x1000, 4, 0, 0, 0);
    const run = journal.addRun(true, channel, 0x10_0000 + ((journal.length * 8) & 0xfffff), 2, 4, 1, false, 1, 0, instruction, 0);
    journal.runMoved(run, 1);
  }
  memory.write(0x10_0000, new Uint8Array(65536).fill(1), 0, 65536);
  const timeline = milliseconds(15, () => lab.handle('timeline.window', { from: 0, to: clock.now, columns: 2000 }));
  const hex = milliseconds(50, () => lab.handle('memory.read', { address: 0x10_0000, length: 4096, since: clock.now - 1000 }));
  const registers = milliseconds(50, () => lab.handle('registers.read', { peripheral: 'pl330', since: clock.now - 1000 }));
  const copy = new Uint8Array(4096);
  const source = new Uint8Array(4096).fill(3);
  const plain = milliseconds(50, () => copy.set(source));
  return [
    { name: 'timeline window of 1 M entries', value: median(timeline), unit: 'ms' },
    { name: 'hex page', value: median(hex), unit: 'ms', baseline: { name: 'copying 4096 bytes', value: median(plain) } },
    { name: 'register panel', value: median(registers), unit: 'ms' },
  ];
}
