/** From the user's write() to the wake-up: every step of a transfer is an entry with its cause, and stands in a lane. */
import { describe, expect, it } from 'vitest';
import type { EntryLine } from '../contract';
import { parseSession } from '../session/session';
import { SHIPPED_SESSIONS } from '../session/shipped';
import { Lab } from './lab';

function copied(): Lab {
  const lab = Lab.open(parseSession(SHIPPED_SESSIONS.find((one) => one.name === 'c-client-corrected')?.text ?? '', 'client'));
  for (let lines = 0; lines < 2; lines++) {
    lab.start();
    expect(lab.finish()).toBe(true);
  }
  return lab;
}

const lab = copied();
const byte = (lab.kernel.marks().find((mark) => mark.name === 'dst')?.base ?? 0) + 3;
const kinds = (chain: readonly EntryLine[]): string[] => chain.map((line) => line.kind);

describe('a copy for write()', () => {
  it('leads from a byte that arrived to the system call, through each step', () => {
    const { chain, writer } = lab.handle('journal.writer', { address: byte });
    expect(writer?.initiator).toContain('pl330');
    expect(kinds(chain)).toEqual(['write', 'instruction', 'instruction', 'write', 'issue', 'submit', 'prepare', 'syscall', 'task', 'input']);
    expect(chain[7].title).toMatch(/^write\(3<\/dev\/ax_dma>/);
    expect(chain.slice(4, 7).map((line) => line.detail.replace(/\d+$/, ''))).toEqual(Array(3).fill('client_corrected: copy client_corrected.c:'));
  });

  it('leads from the program that goes on to the same system call', () => {
    const { journal } = lab.machine;
    let wake = 0;
    for (let i = 1; i < journal.length; i++) if (journal.entry(i).kind === 'wake' && (journal.entry(i).text ?? '').startsWith('copy')) wake = i;
    const chain = lab.handle('journal.causes', { index: wake });
    expect(kinds(chain)).toEqual(['wake', 'callback', 'softirq', 'handler', 'interrupt', 'instruction', 'instruction', 'write', 'issue', 'submit', 'prepare', 'syscall', 'task', 'input']);
    expect(chain[3].title).toContain('pl330_irq_handler');
  });

  it('is drawn in lanes of its own, with an arrow from each cause to its effect', () => {
    const chain = lab.handle('journal.writer', { address: byte }).chain;
    const from = chain[7].at - 10;
    const { lanes, arrows } = lab.handle('timeline.window', { from, to: from + 3000, columns: 3000 });
    const titles = lanes.map((lane) => lane.title);
    expect(titles).toEqual(expect.arrayContaining(['System calls', 'Wake-ups', 'Prepare', 'Submit', 'Issue', 'Callback', 'Interrupt lines', 'Interrupt handlers', 'Softirqs', 'pl330.ch0 write']));
    const drawn = new Set(Array.from(arrows.fromLane, (lane, i) => `${titles[lane]} → ${titles[arrows.toLane[i]]}`));
    for (const arrow of ['System calls → Prepare', 'Prepare → Submit', 'Submit → Issue', 'Issue → cpu0 write', 'Interrupt lines → Interrupt handlers', 'Interrupt handlers → Softirqs', 'Softirqs → Callback', 'Callback → Wake-ups']) expect(drawn).toContain(arrow);
  });
});

describe('stepping by descriptor', () => {
  const memcpy = Lab.open(parseSession(SHIPPED_SESSIONS.find((one) => one.name === 'dma-memcpy')?.text ?? '', 'memcpy'));
  const states = (): string => memcpy.handle('dmaengine.list', {})[0].channels[0].descriptors.map(({ state }) => state).join(' ');

  it('stops wherever one moves on, and goes back there', () => {
    const seen: string[] = [];
    for (let steps = 0; steps < 30; steps++) {
      memcpy.step('descriptor', 'forward');
      memcpy.finish();
      if (memcpy.idle) break;
      expect(memcpy.stopped).toBe('one descriptor');
      seen.push(states());
    }
    const moves = seen.filter((one, i) => one !== seen[i - 1]);
    expect(moves.slice(0, 3)).toEqual(['prepared', 'submitted', 'submitted prepared']);
    expect(moves).toEqual(expect.arrayContaining(['submitted submitted submitted', 'issued issued issued', 'running issued issued', 'issued running issued']));
    const { now } = memcpy.machine.clock;
    memcpy.step('descriptor', 'back');
    memcpy.finish();
    expect(memcpy.stopped).toBe('one descriptor back');
    expect(memcpy.machine.clock.now).toBeLessThan(now);
    expect(states()).toContain('completed');
  });
});
