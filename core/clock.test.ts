import { describe, expect, it } from 'vitest';
import { Clock } from './clock';
import type { Part } from './clock';

function lab() {
  const clock = new Clock(1000);
  const acted: string[] = [];
  const part = (name: string, at: number, then: () => void = () => undefined): Part => {
    const made: Part = {
      name,
      nextAt: at,
      act: () => {
        acted.push(`${name} ${clock.now}`);
        made.nextAt = Infinity;
        then();
      },
      save: () => null,
      load: () => undefined,
    };
    return made;
  };
  return { clock, acted, part };
}

describe('the clock', () => {
  it('lets a part that rested when the run began act in its cycle, in the order of the parts', () => {
    const { clock, acted, part } = lab();
    const rested = part('rested', Infinity);
    const waker = part('waker', 3, () => {
      if (clock.now === 3) for (const woken of [waker, rested]) clock.wake(woken, 7);
    });
    clock.add(rested);
    clock.add(waker);
    expect(clock.run(8)).toBe('idle');
    expect(acted).toEqual(['waker 3', 'rested 7', 'waker 7']);
  });

  it('takes in a part that comes during a run, and one whose time was set between runs', () => {
    const { clock, acted, part } = lab();
    const late = part('late', 5);
    const restored = part('restored', Infinity);
    clock.add(restored);
    clock.add(part('first', 2, () => clock.add(late)));
    expect(clock.run(10)).toBe('idle');
    expect(acted).toEqual(['first 2', 'late 5']);
    restored.nextAt = 12;
    expect(clock.run(20)).toBe('idle');
    expect(acted).toEqual(['first 2', 'late 5', 'restored 12']);
  });
});
