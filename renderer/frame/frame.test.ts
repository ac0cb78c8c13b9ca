import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeBoard, fakeStatus } from '../testing/fake-data';
import { defaultLayout, WIDE } from './dock-layout';
import { PANELS } from './panels';
import { runState } from './run-state';
import { selectionText } from './selection-text';

describe('default layout', () => {
  it.each([[1280, 736], [1600, 900], [1760, 1000], [1920, 1016]])('places every view once, after the one it refers to (%i wide)', (width, height) => {
    const { panels, front } = defaultLayout(width, height);
    expect(panels.map(({ id }) => id).sort()).toEqual(PANELS.map(({ id }) => id).sort());
    panels.forEach(({ at }, index) => {
      if (at !== undefined) expect(panels.slice(0, index).map(({ id }) => id)).toContain(at.of);
    });
    for (const id of front) expect(panels.some((panel) => panel.id === id)).toBe(true);
  });

  it('leaves the memory 16 bytes a row, and shows the program beside it only when wide', () => {
    for (const width of [1280, 1440, 1600, WIDE, 1920]) {
      const { panels } = defaultLayout(width, 800);
      expect(panels.find(({ id }) => id === 'memory')?.width).toBeGreaterThanOrEqual(696);
      const size = (id: string): number => panels.find((panel) => panel.id === id)?.width ?? 0;
      const top = ['board', 'memory', 'registers'].map(size).reduce((a, b) => a + b) + (width >= WIDE ? size('program') : 0);
      expect(Math.abs(top - width)).toBeLessThanOrEqual(2);
      expect(panels.find(({ id }) => id === 'program')?.at?.direction).toBe(width >= WIDE ? 'right' : 'within');
    }
  });
});

it('every view of the list has its file', () => {
  expect(PANELS.filter(({ file }) => !existsSync(join(import.meta.dirname, '../views', `${file}.vue`))).map(({ id }) => id)).toEqual([]);
});

describe('words', () => {
  it('say what the lab does', () => {
    expect(runState(null).text).toBe('Connecting');
    expect(runState({ ...fakeStatus, running: true, idle: false, stopped: '' })).toEqual({ kind: 'running', text: 'Running' });
    expect(runState({ ...fakeStatus, idle: true, halted: true, stopped: 'the kernel has panicked' })).toEqual({ kind: 'stopped', text: 'Kernel panic' });
    expect(runState({ ...fakeStatus, idle: false, stopped: 'breakpoint at 0x1f400016' })).toEqual({ kind: 'stopped', text: 'Breakpoint at 0x1f400016' });
    expect(runState(fakeStatus).text).toBe('Idle');
  });

  it('say what is selected', () => {
    const nothing = { address: null, length: 1, cycle: null, entry: null, span: null, peripheral: null, register: null, thread: null };
    expect(selectionText(nothing, fakeBoard)).toBe('');
    expect(selectionText({ ...nothing, address: 0x1f80_0000, length: 64, entry: 7 }, fakeBoard)).toBe('0x1f800000 … 0x1f80003f (64 bytes) · entry 7');
    expect(selectionText({ ...nothing, peripheral: 'gic' }, fakeBoard)).toBe('Interrupt controller');
    expect(selectionText({ ...nothing, thread: { controller: 'dmac0', thread: 1 } }, fakeBoard)).toBe('dmac0 channel 0');
  });
});
