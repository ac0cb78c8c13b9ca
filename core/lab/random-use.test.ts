/**
 * What is done to a lab, in whatever slices it runs, with breakpoints and views or without: the same inputs at the same
 * cycles give the same state, and a session that is saved opens where it stood.
 */
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ARGUMENTS } from '../contract';
import { newSession, parseSession, printSession } from '../session/session';
import type { Session } from '../session/session';
import { SHIPPED_SESSIONS } from '../session/shipped';
import { digest } from '../snapshot';
import type { Arguments } from '../contract';
import { Lab } from './lab';
import type { LabRequest } from './lab';
import { LabRefusal } from './refusal';

const stateOf = (lab: Lab) => `${digest(lab.machine.memory, [...lab.machine.stateful, lab.kernel])} ${lab.machine.journal.hash()}`;

function shipped(name: string): Session {
  const found = SHIPPED_SESSIONS.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return parseSession(found.text, name);
}

describe('a way through time', () => {
  /** On its way back to where it stood. */
  function underway(): Lab {
    const made = Lab.open(newSession({ name: 'x', inputs: [{ at: 0, action: { type: 'shell', text: 'insmod ax_dma' } }], script: ['echo 1 > /dev/ax_dma'] }));
    const lab = Lab.begin(made.toSession(), 0);
    lab.advance(100);
    expect(lab.running).toBe(true);
    return lab;
  }

  it('takes no input, which would forget what lies ahead', () => {
    const lab = underway();
    for (const enter of [() => lab.handle('shell.run', { text: 'ls' }), () => lab.handle('source.write', { path: 'a.c', text: '' }), () => lab.handle('memory.write', { address: 0x10_0000, bytes: Uint8Array.of(1) })]) expect(enter).toThrow('on its way');
    expect(lab.finish()).toBe(true);
    expect([lab.replayMatches, lab.status().inputs]).toEqual([true, 1]);
  });

  it('can be left for a run', () => {
    const lab = underway();
    lab.handle('run.start', {});
    expect(lab.finish()).toBe(true);
    expect(lab.status().canRedo).toBe(false);
  });
  it('applies each input where it was entered, also for one who ran on without it', () => {
    const lab = Lab.open(newSession({ name: 'x', inputs: [{ at: 0, action: { type: 'shell', text: 'sleep 0.001' } }] }));
    lab.goTo(30_000);
    lab.finish();
    lab.handle('memory.write', { address: 0x10_0000, bytes: Uint8Array.of(1, 2, 3, 4) });
    lab.handle('run.goto', { to: 100_000 });
    lab.finish();
    const there = stateOf(lab);
    for (const by of [90_000, 110_000]) {
      lab.goTo(1000);
      lab.finish();
      lab.history.run(by);
      lab.history.mark();
      lab.handle('run.goto', { to: 100_000 });
      lab.finish();
      expect([lab.status().inputs, stateOf(lab)]).toEqual([2, there]);
    }
  });
  it('leads no further than where a lab can go on and be saved', () => {
    const { to } = ARGUMENTS['run.goto'].entries;
    expect(v.is(to, Number.MAX_SAFE_INTEGER)).toBe(false);
    const lab = Lab.open(newSession({ name: 'x' }));
    lab.handle('run.goto', { to: v.parse(to, 2 ** 50) });
    lab.finish();
    lab.handle('shell.run', { text: 'sleep 0.001; lsmod' });
    expect([lab.finish(), lab.idle]).toEqual([true, true]);
    expect(Lab.begin(parseSession(printSession(lab.toSession()), 'x')).finish(2 ** 51)).toBe(true);
  });
});

describe('the state of a lab', () => {
  it('does not depend on what is watched while nothing is recorded', () => {
    const session = { ...shipped('pl330-char-driver'), options: newSession({ name: 'x', options: { journal: false } }).options };
    const lab = Lab.open(session);
    const watched = Lab.begin({ ...session, breakpoints: [0x1234_5678] });
    watched.finish();
    for (const one of [lab, watched]) {
      one.start();
      expect(one.finish()).toBe(true);
    }
    expect(stateOf(watched)).toBe(stateOf(lab));
  });

  it.each([['of memory', 60], ['of the second cache', 2048]])('does not depend on where a slice ended while a function in C reads %s', (_what, lines) => {
    const session = newSession({ name: 'x', files: [{ path: 'm.c', text: reader(lines) }], inputs: [{ at: 0, action: { type: 'shell', text: 'insmod m.ko' } }] });
    const cut = new Lab(session, 0);
    while (cut.kernel.log.length < 2) cut.advance(100);
    for (let slice = 0; slice < 1000; slice++) cut.advance(20);
    const whole = new Lab(session, 0);
    while (whole.machine.clock.now < cut.machine.clock.now) whole.advance(cut.machine.clock.now - whole.machine.clock.now);
    expect(stateOf(cut)).toBe(stateOf(whole));
  });
});

/** Stores to so many lines of its caches, then loads from the first of them: a small number is in none, a large one in the second. */
const reader = (lines: number): string => `#include <linux/module.h>
static int values[16384] = { 1 };
static int __init begin(void)
{
	int i, sum = 0;
	if (${lines} > 60)
		for (i = 0; i < 8 * ${lines}; i += 8)
			values[i] = i;
	printk("begins\\n");
	for (i = 0; i < 480; i += 8)
		sum += values[i] + 1;
	for (i = 0; i < 100000; i++)
		sum += i;
	return sum < 0 ? -1 : 0;
}
module_init(begin);
MODULE_LICENSE("GPL");
`;

describe('a step back to a line of C', () => {
  it('that is far or not there is looked for in slices, and may be left', () => {
    const lab = Lab.open(newSession({ name: 'x', inputs: [{ at: 0, action: { type: 'shell', text: 'sleep 0.01' } }] }));
    const [before, end] = [stateOf(lab), lab.machine.clock.now];
    lab.handle('source.step', { how: 'back' });
    expect(lab.running).toBe(true);
    expect(() => lab.handle('shell.run', { text: 'ls' })).toThrow('on its way');
    expect(lab.finish()).toBe(true);
    expect([lab.stopped, stateOf(lab)]).toEqual(['at the beginning: no line of C was executed before', before]);
    lab.handle('source.step', { how: 'back' });
    lab.handle('run.pause', {});
    expect(lab.running).toBe(false);
    lab.handle('run.goto', { to: end });
    expect([lab.finish(), stateOf(lab)]).toEqual([true, before]);
  });
});

describe('random use', () => {
  const lines = ['insmod m.ko', 'rmmod m', 'insmod ax_dma', 'echo 1 > /dev/ax_dma', 'cat /proc/interrupts', 'sleep 0.0001', 'nosuch'];
  const row = <K extends LabRequest>(name: K, args: fc.Arbitrary<Arguments<K>>) => args.map((given) => ({ name, run: (lab: Lab): unknown => lab.handle(name, given) }));
  const use = fc.oneof(
    { weight: 4, arbitrary: row('shell.run', fc.record({ text: fc.constantFrom(...lines) })) },
    row('shell.interrupt', fc.constant({})),
    row('memory.write', fc.record({ address: fc.integer({ min: 0x10_0000, max: 0x10_0100 }), bytes: fc.uint8Array({ minLength: 1, maxLength: 9 }) })),
    row('registers.write', fc.record({ peripheral: fc.constant('pl330'), register: fc.constant('INTEN'), index: fc.constant(0), value: fc.nat(0xff) })),
    { weight: 4, arbitrary: row('run.start', fc.constant({})) },
    row('run.undo', fc.constant({})),
    row('run.redo', fc.constant({})),
    { weight: 4, arbitrary: row('run.goto', fc.record({ to: fc.nat(40_000) })) },
    { weight: 2, arbitrary: row('run.step', fc.record({ unit: fc.constantFrom('instruction', 'beat', 'interrupt'), direction: fc.constantFrom('forward', 'back') })) },
    { weight: 2, arbitrary: row('source.step', fc.record({ how: fc.constantFrom('into', 'over', 'out', 'back') })) },
    row('source.breakpoint', fc.record({ path: fc.constant('m.c'), line: fc.integer({ min: 5, max: 13 }), on: fc.boolean(), condition: fc.constantFrom('', 'i == 24', 'nosuch') })),
    row('stops.write', fc.record({ address: fc.constant(0x10_0000), bytes: fc.constant(16), label: fc.constant(''), on: fc.boolean() })),
    row('source.assign', fc.record({ thread: fc.constant(1), level: fc.constant(0), expression: fc.constantFrom('sum', 'values[0]'), value: fc.constantFrom('7', 'i + 1') })),
    row('timeline.window', fc.record({ from: fc.nat(60_000), to: fc.nat(60_000), columns: fc.nat(50) })),
    row('source.state', fc.constant({})),
  );

  it('gives what the inputs alone give, in one go and in slices', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(use, fc.nat(40_000)), { minLength: 10, maxLength: 20 }), fc.boolean(), fc.boolean(), fc.integer({ min: 300, max: 5000 }), (uses, journal, caches, slice) => {
        const lab = Lab.open(newSession({ name: 'x', files: [{ path: 'm.c', text: reader(60) }], options: { journal, caches } }));
        for (const [one, cycles] of uses) {
          try {
            one.run(lab);
          } catch (problem) {
            if (!(problem instanceof LabRefusal)) throw problem;
          }
          lab.advance(cycles);
        }
        lab.pause();
        const facts = (of: Lab): unknown[] => [stateOf(of), of.kernel.log, of.kernel.findings];
        const session = parseSession(printSession(lab.toSession()), 'x');
        const again = Lab.open(session);
        expect([again.replayMatches, facts(again)]).toEqual([true, facts(lab)]);
        const cut = Lab.begin({ ...session, breakpoints: [], sourceBreakpoints: [], watchedWrites: [] }, 0);
        while (cut.advance(slice));
        expect(facts(cut)).toEqual(facts(lab));
      }),
      { numRuns: 15, seed: 1 },
    );
  });
});
