import { describe, expect, it } from 'vitest';
import type { DmaChannelView, DmaDescriptorView } from '../../../core/contract';
import { keyTarget, lifeKey, progress, shownChannel, STATES, watermark, watermarkWords } from './descriptor-states';

const descriptor = (fields: Partial<DmaDescriptorView>): DmaDescriptorView => ({ address: 0x100, cookie: 2, state: 'issued', kind: 'memcpy', from: 0x1000, to: 0x2000, bytes: 64, period: null, residue: 64, callback: '', called: 0, steps: [{ step: 'prepare', entry: 7, at: 1, place: '' }], ...fields });
const channel = (fields: Partial<DmaChannelView>): DmaChannelView => ({ address: 0, name: 'dma0chan0', clients: 1, client: '', used: 1, last: 1, thread: 0, descriptors: [], ...fields });

describe('descriptors by state', () => {
  it('stand in the order of their life, whatever order they come in', () => {
    const { cards, counts } = shownChannel(channel({ descriptors: [descriptor({ state: 'terminated' }), descriptor({ state: 'prepared', address: 1 }), descriptor({ state: 'running', address: 2 })] }));
    expect(cards.map((one) => one.state)).toEqual(['prepared', 'running', 'terminated']);
    expect(counts).toEqual({ prepared: 1, submitted: 0, issued: 0, running: 1, completed: 0, terminated: 1 });
    expect(STATES.map((one) => one.state)).toEqual(Object.keys(counts));
  });

  it('of a long queue are counted, and only the first are cards', () => {
    const { cards, counts, more } = shownChannel(channel({ descriptors: Array.from({ length: 1000 }, (_, i) => descriptor({ cookie: i + 2 })) }));
    expect(counts.issued).toBe(1000);
    expect(more).toEqual([{ state: 'issued', count: 1000 - cards.length }]);
    expect(cards.length).toBeLessThan(100);
  });

  it('are the same card through their life', () => {
    const [prepared, submitted] = [descriptor({ state: 'prepared', cookie: 0 }), descriptor({ state: 'submitted' })];
    expect(lifeKey(prepared)).toBe(lifeKey(submitted));
    expect(lifeKey(prepared)).not.toBe(lifeKey(descriptor({ steps: [{ step: 'prepare', entry: 8, at: 1, place: '' }] })));
  });
});

describe('the watermark', () => {
  it('splits the cookies handed out', () => {
    expect(watermark(channel({ used: 5, last: 3 }), 3)).toEqual([{ cookie: 3, done: true }, { cookie: 4, done: false }, { cookie: 5, done: false }]);
    expect(watermark(channel({}), 8)).toEqual([]);
    expect(watermark(channel({ used: 3, last: 0x7ffffffe }), 8).every((cell) => !cell.done)).toBe(true);
  });

  it.each([[1, 1, 'no cookie yet'], [4, 1, 'none of 4 complete, 3 open'], [4, 4, 'up to 4 of 4 complete']])('in words: used %i, last %i', (used, last, words) => expect(watermarkWords(channel({ used, last }))).toBe(words));
});

describe('keys and progress', () => {
  it('stop at the ends', () => {
    expect([keyTarget('ArrowDown', 2, 3), keyTarget('ArrowUp', 0, 3), keyTarget('End', -1, 3), keyTarget('ArrowRight', -1, 3), keyTarget('x', 0, 3), keyTarget('Home', 0, 0)]).toEqual([2, 0, 2, 0, null, null]);
  });

  it('knows what only the provider knows', () => {
    expect(progress(descriptor({ residue: 16 }))).toBe(0.75);
    expect(progress(descriptor({ residue: null }))).toBeNull();
    expect(progress(descriptor({ state: 'completed', bytes: null }))).toBe(1);
  });
});
