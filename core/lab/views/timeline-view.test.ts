import { describe, expect, it } from 'vitest';
import { TIMELINE_STYLES } from '../../contract';
import { KIND } from '../../journal/entry-kinds';
import { Lab } from '../lab';
import { newSession } from '../../session/session';

const lab = new Lab(newSession({ name: 'timeline', script: ['insmod ax_dma', 'echo 1 > /dev/ax_dma'] }));
do lab.runToIdle();
while (lab.nextScriptLine());
const end = lab.machine.clock.now;
const window = (from: number, to: number, columns: number) => lab.handle('timeline.window', { from, to, columns });

describe('timeline of a long journal', () => {
  const long = new Lab(newSession({ name: 'long' }));
  const { journal, clock } = long.machine;
  const codes = journal.initiatorList.filter((one) => one.kind === 'dma').map((one) => one.code);
  for (let i = 0; i < 40_000; i++) {
    clock.now += i % 3;
    journal.add(i % 2000 === 1999 ? KIND.fault : KIND.instruction, codes[i % 4], 0x1000, 4, 0, 0, 0);
  }
  const last = clock.now + 1;
  const asked = (from: number, to: number, columns: number) => long.handle('timeline.window', { from, to, columns });

  it('counts every entry, whether chunks are seen at a glance or one by one', () => {
    for (const columns of [20, 50, 200, 2000, 100_000]) {
      const { lanes } = asked(0, last, columns);
      expect(lanes.reduce((sum, lane) => sum + lane.count.reduce((a, b) => a + b, 0), 0)).toBe(40_000);
      expect(lanes.flatMap((lane) => Array.from(lane.style)).includes(TIMELINE_STYLES.indexOf('fault'))).toBe(true);
      for (const lane of lanes) for (let i = 1; i < lane.start.length; i++) expect(lane.start[i]).toBeGreaterThanOrEqual(lane.end[i - 1] - 1);
    }
  });

  it('forgets a glance when the journal is cut back', () => {
    asked(0, last, 50);
    const saved = journal.save() as { length: number };
    journal.load({ ...saved, length: 10_000 });
    const { lanes } = asked(0, last, 50);
    expect(lanes.reduce((sum, lane) => sum + lane.count.reduce((a, b) => a + b, 0), 0)).toBe(9_999);
  });
});

it('draws the stores of a loop from the first to the last, also when they began before the window', () => {
  const loop = new Lab(newSession({ name: 'loop' }));
  const { journal, clock } = loop.machine;
  const cpu = journal.initiatorList.find((one) => one.kind === 'cpu')?.code ?? 0;
  clock.now = 1100;
  for (let i = 0; i < 8; i++) journal.addStore(1000 + 4 * i, cpu, 0x100 + i, 1, i, 0, 0, 0);
  for (const from of [900, 1010]) {
    const { lanes } = loop.handle('timeline.window', { from, to: 1100, columns: 400 });
    expect(lanes.map(({ id, start, end: until, beats }) => [id, ...start, ...until, ...beats])).toEqual([['store:cpu0', 1000, 1029, 8]]);
  }
});

describe('timeline windows', () => {
  it('show every drawn entry once when there is room for all', () => {
    const { lanes } = window(0, end, end);
    const drawn = lanes.flatMap((lane) => Array.from(lane.entry));
    expect(new Set(drawn).size).toBe(drawn.length);
    const { length } = lab.machine.journal;
    const kinds = new Set(['read', 'write', 'instruction', 'interrupt', 'log', 'syscall', 'handler', 'task', 'input', 'event', 'fault', 'call', 'request', 'softirq', 'prepare', 'submit', 'issue', 'callback', 'wake']);
    let expected = 0;
    for (let i = 1; i < length; i++) if (kinds.has(lab.machine.journal.entry(i).kind)) expected++;
    expect(drawn.length).toBe(expected);
  });

  it('merge to at most about the columns asked for, and lose nothing', () => {
    const fine = window(0, end, end);
    const coarse = window(0, end, 100);
    for (const lane of coarse.lanes) {
      expect(lane.start.length).toBeLessThanOrEqual(202);
      const same = fine.lanes.find((one) => one.id === lane.id);
      expect(lane.count.reduce((sum, n) => sum + n, 0)).toBe(same?.count.reduce((sum, n) => sum + n, 0));
    }
    expect(coarse.lanes.map((lane) => lane.id)).toEqual(fine.lanes.map((lane) => lane.id));
  });

  it('cut to the window, with runs that reach into it', () => {
    const all = window(0, end, end);
    const lane = all.lanes.find((one) => one.id.startsWith('write:pl330'));
    if (lane === undefined) throw new Error('no write lane');
    const at = lane.start[5] + 1;
    const cut = window(at, at + 1, 100).lanes.find((one) => one.id === lane.id);
    expect(Array.from(cut?.entry ?? [])).toEqual([lane.entry[5]]);
  });

  it('draw arrows from cause to effect between lanes', () => {
    /** Where the first write() begins. */
    const from = lab.history.inputs[1].at;
    const { arrows, lanes } = window(from, from + 8000, 8000);
    expect(arrows.fromLane.length).toBeGreaterThan(0);
    for (let i = 0; i < arrows.fromLane.length; i++) {
      expect(arrows.fromAt[i]).toBeLessThanOrEqual(arrows.toAt[i]);
      expect(lanes[arrows.fromLane[i]]).toBeDefined();
    }
  });
});

describe('the next entry', () => {
  const next = (from: number, lane: string | null, backwards = false) => lab.handle('timeline.next', { from, lane, backwards });

  it('is found in either direction, of all lanes or one', () => {
    const first = next(0, null);
    expect(first).toMatchObject({ at: 0, lane: 'user' });
    const go = next(0, 'dma:pl330.manager');
    expect(lab.handle('journal.entries', { from: go?.entry ?? 0, count: 1 }).entries[0]).toMatchObject({ kind: 'instruction', at: go?.at, lane: 'dma:pl330.manager' });
    expect(next(go?.at ?? 0, 'dma:pl330.manager')).toEqual(go);
    const before = next(go?.at ?? 0, 'dma:pl330.manager', true);
    expect(before).toBeNull();
    const last = next(end + 1, 'dma:pl330.ch0', true);
    expect(last?.at).toBeGreaterThan(go?.at ?? Infinity);
    expect(next((last?.at ?? 0) + 1, 'dma:pl330.ch0')).toBeNull();
    expect(next(end + 10, null)).toBeNull();
  });
});
