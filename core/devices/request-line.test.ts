import { describe, expect, it } from 'vitest';
import { Clock } from '../clock';
import { RequestLine, SharedLine } from './request-line';
import type { Need, RequestKind } from './request-line';

function rig() {
  const raised: RequestKind[] = [];
  const clock = new Clock(1e6);
  const need: { now: Need | undefined } = { now: { ready: 0, burst: 4 } };
  const line = new RequestLine(clock, { line: 5, raise: (kind) => void raised.push(kind) }, () => need.now);
  return { raised, clock, need, line };
}

describe('a request line', () => {
  it('asks for what is ready and not promised, and promises nothing twice', () => {
    const { raised, need, line, clock } = rig();
    line.ask(0);
    expect([raised, line.open]).toEqual([[], undefined]);
    clock.now = 7;
    need.now = { ready: 9, burst: 4 };
    line.ask(0);
    clock.now = 9;
    line.ask(0);
    expect([raised, line.open]).toEqual([['burst'], { kind: 'burst', since: 7, line: 5 }]);
    line.requestTaken('burst', 0);
    line.requestTaken('burst', 0);
    expect([raised, line.owed]).toEqual([['burst', 'burst', 'single'], 8]);
    line.requestTaken('single', 0);
    expect([raised.length, line.open]).toEqual([3, undefined]);
    need.now = { ready: 5, burst: 4 };
    line.acknowledged('burst', 0);
    expect([raised.length, line.owed]).toEqual([3, 5]);
  });

  it('takes a burst that a controller takes as a single for one word', () => {
    const { need, line } = rig();
    need.now = { ready: 4, burst: 4 };
    line.ask(0);
    line.requestTaken('single', 0);
    expect(line.owed).toBe(1);
  });

  it('is silent while the device does not ask, and forgets what a killed channel promised', () => {
    const { raised, need, line } = rig();
    need.now = { ready: 4, burst: 4 };
    line.ask(0);
    line.requestTaken('burst', 0);
    line.flushed(0);
    expect([raised.length, line.owed]).toEqual([1, 4]);
    line.dropped(0);
    expect([raised.length, line.owed]).toEqual([2, 0]);
    need.now = undefined;
    line.flushed(0);
    expect(raised).toHaveLength(2);
  });
});

describe('a line that two devices share', () => {
  it('belongs to who came first, until it lets go', () => {
    const raised: string[] = [];
    const told: string[] = [];
    const shared = new SharedLine('shared', { line: 3, raise: (kind) => void raised.push(kind) });
    for (const name of ['a', 'b']) shared.connect(name, { requestTaken: (kind) => void told.push(`${name} ${kind}`), acknowledged: () => void told.push(`${name} done`), flushed: () => void told.push(`${name} flushed`), dropped: () => void told.push(`${name} dropped`) });
    const [a, b] = [shared.end('a'), shared.end('b')];
    a.raise('single', 0);
    expect([raised, a.claim(), a.claim(), b.claim()]).toEqual([[], undefined, undefined, 'a']);
    b.raise('burst', 0);
    a.raise('single', 0);
    shared.requestTaken('single', 0);
    shared.flushed(0);
    expect([raised, told]).toEqual([['single'], ['a single', 'a flushed']]);
    const saved = shared.save();
    b.release();
    expect(b.claim()).toBe('a');
    a.release();
    expect(b.claim()).toBeUndefined();
    shared.load(saved);
    expect(b.claim()).toBe('a');
  });
});
