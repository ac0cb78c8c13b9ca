import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../controllers/pl330/assembler';
import { newSession, parseSession, printSession } from '../session/session';
import { SHIPPED_SESSIONS } from '../session/shipped';
import { digest } from '../snapshot';
import { Lab } from './lab';

const shipped = (name: string) => {
  const found = SHIPPED_SESSIONS.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return Lab.open(parseSession(found.text, name));
};

const stateOf = (lab: Lab) => `${digest(lab.machine.memory, [...lab.machine.stateful, lab.kernel])} ${lab.machine.journal.hash()}`;

function runAll(lab: Lab): void {
  do expect(lab.runToIdle()).toBe(true);
  while (lab.nextScriptLine());
}

const mark = (lab: Lab, name: string) => {
  const found = lab.kernel.marks().find((one) => one.name === name);
  if (found === undefined) throw new Error(`no mark ${name}`);
  return found.base;
};

describe('the PL330 session', () => {
  it('copies 1600 bytes, interrupts, and says ok', () => {
    const lab = shipped('pl330-char-driver');
    runAll(lab);
    const log = lab.kernel.log.map((line) => line.text.trim());
    expect(log.slice(0, 5)).toEqual(['ax_dma: loading out-of-tree module taints kernel.', 'dma_init', 'dma_open', 'dma_write', 'dma go']);
    expect(log).toContain('dma irq test ok');
    const { memory } = lab.machine;
    expect([...memory.bytes(mark(lab, 'dst'), 160)]).toEqual(new Array(160).fill(0xaa));
    expect([...memory.bytes(mark(lab, 'dst'), 1600)]).toEqual([...memory.bytes(mark(lab, 'src'), 1600)]);
  });

  it('a register is answered for as a whole, with what was written and what it reads now', () => {
    const lab = shipped('pl330-char-driver');
    runAll(lab);
    const { base } = lab.handle('registers.read', { peripheral: 'pl330', since: 0 });
    const writer = (offset: number) => lab.handle('journal.writer', { address: base + offset });
    expect(writer(0x20).register).toEqual({ name: 'pl330.INTEN', address: base + 0x20, old: 0, written: 0xff, value: 0xff });
    const [ccr, byte] = [writer(0x408), writer(0x40a)];
    expect(ccr.register).toEqual({ name: 'pl330.CCR0', address: base + 0x408, old: 0x0080_0200, written: 0x0005_c017, value: 0x0005_c017 });
    expect([byte.register, byte.value]).toEqual([ccr.register, 0x05]);
    expect(writer(0xe00).register).toMatchObject({ name: 'pl330.CR0', old: null, written: null });
    expect([writer(0xf00).register, lab.handle('journal.writer', { address: mark(lab, 'dst') }).register]).toEqual([null, null]);
  });

  it('the same session gives the same journal, however the run is cut', () => {
    const whole = shipped('pl330-char-driver');
    runAll(whole);
    const cut = shipped('pl330-char-driver');
    let slice = 1;
    do {
      cut.start();
      while (cut.advance((slice = (slice * 7) % 9973))) void 0;
    } while (!cut.idle || cut.script.remaining(cut.history.inputs, cut.history.applied).length > 0);
    expect(cut.machine.journal.length).toBe(whole.machine.journal.length);
    expect(cut.machine.journal.hash()).toBe(whole.machine.journal.hash());
  });

  it('leads from a destination byte back to the write()', () => {
    const lab = shipped('pl330-char-driver');
    runAll(lab);
    const writer = lab.handle('journal.writer', { address: mark(lab, 'dst') + 37 });
    expect(writer.value).toBe(0xaa);
    expect(writer.beat).toMatchObject({ of: 2 });
    const titles = writer.chain.map((line) => `${line.kind} ${line.title}`);
    expect(titles[0]).toMatch(/^write write 0x[0-9A-F]{8}, 2 × 8 bytes/);
    expect(titles[1]).toBe('instruction DMAST');
    expect(titles[2]).toMatch(/^instruction DMAGO/);
    expect(titles[3]).toMatch(/^write write pl330\.DBGCMD/);
    expect(titles.some((title) => /^syscall write\(/.test(title))).toBe(true);
    expect(titles[titles.length - 1]).toMatch(/^input shell: echo 1 > \/dev\/ax_dma/);
    expect(writer.source?.address).toBe(mark(lab, 'src') + 37);
  });

  it('steps forward and back over the same states', () => {
    const lab = shipped('pl330-char-driver');
    const seen: string[] = [stateOf(lab)];
    for (const unit of ['instruction', 'beat', 'interrupt', 'instruction', 'beat', 'beat'] as const) {
      lab.step(unit, 'forward');
      lab.finish();
      seen.push(stateOf(lab));
    }
    expect(new Set(seen).size).toBe(seen.length);
    const end = lab.machine.clock.now;
    lab.step('instruction', 'back');
    lab.finish();
    expect(lab.machine.clock.now).toBeLessThan(end);
    lab.goTo(end);
    lab.finish();
    expect(stateOf(lab)).toBe(seen[seen.length - 1]);
  });

  it('stops before the instruction at a breakpoint and goes on from it', () => {
    const lab = shipped('pl330-char-driver');
    const address = mark(lab, 'instr_q') + 18;
    lab.breakpoints.add(address);
    lab.start();
    lab.finish();
    expect(lab.stopped).toBe('breakpoint');
    const channel = lab.machine.controllers[0].inspect().threads[1];
    expect(channel.pc).toBe(address);
    lab.breakpoints.clear();
    expect(lab.runToIdle()).toBe(true);
    expect(lab.kernel.log.some((line) => line.text.includes('dma irq test ok'))).toBe(true);
  });

  it('an edit of a register is an input like any other', () => {
    const lab = shipped('pl330-char-driver');
    lab.handle('registers.write', { peripheral: 'pl330', register: 'INTEN', index: 0, value: 0 });
    runAll(lab);
    expect(lab.kernel.log.some((line) => line.text.includes('dma irq test ok'))).toBe(false);
    expect(() => lab.handle('registers.write', { peripheral: 'pl330', register: 'CSR', index: 0, value: 0 })).toThrow('read only');
    expect(() => lab.handle('registers.write', { peripheral: 'pl330', register: 'NONE', index: 0, value: 0 })).toThrow('has no register NONE');
    expect(() => lab.handle('memory.write', { address: 0x9000_0000, bytes: Uint8Array.of(1) })).toThrow('unmapped');
  });

  it('saved and opened again it is the same', () => {
    const lab = shipped('pl330-char-driver');
    lab.start();
    lab.advance(3000);
    lab.pause();
    lab.handle('memory.write', { address: 0x0010_0000, bytes: Uint8Array.of(1, 2, 3) });
    const text = printSession(lab.toSession());
    const again = Lab.open(parseSession(text, 'saved'));
    expect(again.replayMatches).toBe(true);
    expect(stateOf(again)).toBe(stateOf(lab));
    expect(printSession(again.toSession())).toBe(text);
    runAll(lab);
    runAll(again);
    expect(stateOf(again)).toBe(stateOf(lab));
  });
});

/** Microcode that always ends: random instructions on memory of its own, then SEV and END. */
const instruction = fc.oneof(
  fc.constantFrom('DMALD', 'DMAST', 'DMARMB', 'DMAWMB', 'DMANOP', 'DMASTZ'),
  fc.tuple(fc.constantFrom('SAR', 'DAR'), fc.integer({ min: 0, max: 0xfff })).map(([register, offset]) => `DMAMOV ${register}, ${0x0020_0000 + (register === 'DAR' ? 0x2000 : 0) + offset}`),
  fc.integer({ min: 1, max: 5 }).map((count) => `DMALP ${count}\nDMALD\nDMAST\nDMALPEND`),
  fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 15 })).map(([ss, sl, ds, dl]) => `DMAMOV CCR, ${1 | (ss << 1) | (sl << 4) | (1 << 14) | (ds << 15) | (dl << 18)}`),
);
const program = fc.array(instruction, { minLength: 1, maxLength: 25 }).map((lines) => [...lines, 'DMASEV 2', 'DMAEND'].join('\n'));

type Action = { readonly kind: 'run'; readonly cycles: number } | { readonly kind: 'start'; readonly channel: number; readonly text: string } | { readonly kind: 'edit'; readonly offset: number } | { readonly kind: 'shell' };
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('run' as const), cycles: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ kind: fc.constant('start' as const), channel: fc.integer({ min: 0, max: 7 }), text: program }),
  fc.record({ kind: fc.constant('edit' as const), offset: fc.integer({ min: 0, max: 0x3fff }) }),
  fc.constant({ kind: 'shell' as const }),
);

function perform(lab: Lab, one: Action): void {
  const write = (address: number, value: number) => lab.input({ type: 'register', address, value });
  switch (one.kind) {
    case 'run':
      lab.history.run(lab.machine.clock.now + one.cycles);
      break;
    case 'start': {
      const origin = 0x0030_0000 + 0x1000 * one.channel;
      const { bytes, errors } = assemble(one.text, { origin });
      expect(errors).toEqual([]);
      lab.input({ type: 'memory', address: origin, hex: Buffer.from(bytes).toString('hex') });
      write(0xf8003d08, 0x00a0_0000 | (one.channel << 24));
      write(0xf8003d0c, origin);
      write(0xf8003d04, 0);
      break;
    }
    case 'edit':
      lab.input({ type: 'memory', address: 0x0020_0000 + one.offset, hex: 'c0ffee' });
      break;
    case 'shell':
      lab.input({ type: 'shell', text: 'cat /proc/interrupts' });
      break;
  }
}

describe('undo', () => {
  it('run → back gives the same state, and forward again the same end, for random programs and inputs', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (actions, a, b) => {
        const lab = new Lab(newSession({ name: 'property' }));
        const moments: { cycle: number; inputs: number; state: string }[] = [];
        const note = () => moments.push({ cycle: lab.machine.clock.now, inputs: lab.history.applied, state: stateOf(lab) });
        note();
        for (const one of actions) {
          perform(lab, one);
          note();
        }
        for (const pick of [a % moments.length, b % moments.length, moments.length - 1, 0, moments.length - 1]) {
          const { cycle, inputs, state } = moments[pick];
          lab.history.goTo(cycle, inputs);
          expect(stateOf(lab)).toBe(state);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('snapshots and replay from the beginning agree', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 3, maxLength: 10 }), fc.nat(2000), (actions, cycle) => {
        const lab = new Lab(newSession({ name: 'property' }));
        for (const one of actions) perform(lab, one);
        lab.history.run(lab.machine.clock.now + 3000);
        const target = Math.min(cycle, lab.machine.clock.now);
        lab.history.goTo(target, lab.history.inputsBefore(target));
        const there = stateOf(lab);
        const fresh = new Lab(newSession({ name: 'property' }));
        fresh.history.inputs.push(...lab.history.inputs);
        fresh.history.goTo(target, lab.history.applied);
        expect(stateOf(fresh)).toBe(there);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a hostile session', () => {
  const endless = newSession({ name: 'endless', inputs: [{ at: 0, action: { type: 'shell', text: 'cat /dev/zero > /dev/null' } }], position: { cycle: 4_000_000_000_000_000, inputs: 1 } });

  it('is opened in slices and can be paused', () => {
    const lab = Lab.begin(endless);
    expect(lab.running).toBe(true);
    lab.advance(1000);
    lab.handle('run.pause', {});
    expect(lab.running).toBe(false);
  });

  it('shows nothing unsaved on the way, nor where it ends; what is entered then is', () => {
    const made = Lab.open(newSession({ name: 'x', inputs: [{ at: 0, action: { type: 'shell', text: 'insmod ax_dma' } }] }));
    const lab = Lab.begin(made.toSession(), 0);
    const seen: boolean[] = [];
    do seen.push(lab.status().unsaved);
    while (lab.advance(500));
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).not.toContain(true);
    expect(lab.status()).toMatchObject({ running: false, unsaved: false, inputs: 1 });
    expect(lab.replayMatches).toBe(true);
    lab.handle('shell.run', { text: 'lsmod' });
    expect(lab.status().unsaved).toBe(true);
    lab.handle('run.step', { unit: 'instruction', direction: 'back' });
    while (lab.advance(1_000_000));
    expect(lab.status().unsaved).toBe(true);
  });

  it('is refused where it would have to be there at once', () => {
    expect(() => Lab.open(endless, 3_000_000)).toThrow('did not come to its end');
  });
});
