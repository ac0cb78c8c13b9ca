import { describe, expect, it } from 'vitest';
import { Lab } from '../lab';
import { newSession } from '../../session/session';

const lab = new Lab(newSession({ name: 'timeline', script: ['insmod ax_dma', 'echo 1 > /dev/ax_dma'] }));
do lab.runToIdle();
while (lab.nextScriptLine());
const end = lab.machine.clock.now;
const window = (from: number, to: number, columns: number) => lab.handle('timeline.window', { from, to, columns });

describe('timeline windows', () => {
  it('show every drawn entry once when there is room for all', () => {
    const { lanes } = window(0, end, end);
    const drawn = lanes.flatMap((lane) => Array.from(lane.entry));
    expect(new Set(drawn).size).toBe(drawn.length);
    const { length } = lab.machine.journal;
    const kinds = new Set(['read', 'write', 'instruction', 'interrupt', 'log', 'syscall', 'handler', 'task', 'input', 'event', 'fault', 'call', 'request']);
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
