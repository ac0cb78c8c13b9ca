import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSession, parseSession, printSession, SESSION_VERSION } from './session';
import { SessionError } from './session-error';

const good = newSession({ name: 'demo', inputs: [{ at: 0, action: { type: 'shell', text: 'insmod ax_dma' } }], position: { cycle: 10, inputs: 1 } });

function failure(text: string): SessionError {
  try {
    parseSession(text, 'demo.dmalab.json');
  } catch (problem) {
    if (problem instanceof SessionError) return problem;
    throw problem;
  }
  throw new Error('was accepted');
}

const changed = (fields: object) => JSON.stringify({ ...good, ...fields });

describe('session file', () => {
  it('reads what it prints', () => {
    expect(parseSession(printSession(good), 'x')).toEqual(good);
  });

  it.each([
    ['{"format":', 'is damaged: it is not valid JSON'],
    ['[]', 'is not a session of this program'],
    ['{"format":"other"}', 'is not a session of this program'],
    [changed({ version: SESSION_VERSION + 1 }), `has format version ${SESSION_VERSION + 1}`],
    [changed({ version: 'one' }), '"version" is not a whole number'],
    [changed({ name: '' }), 'is damaged at "name"'],
    [changed({ surprise: 1 }), 'is damaged at "surprise"'],
    [changed({ inputs: [{ at: -1, action: { type: 'shell', text: '' } }] }), 'is damaged at "inputs.0.at"'],
    [changed({ inputs: [{ at: 0, action: { type: 'memory', address: 0, hex: 'abc' } }] }), 'inputs.0.action.hex'],
    [changed({ inputs: [{ at: 5, action: { type: 'shell', text: '' } }, { at: 4, action: { type: 'shell', text: '' } }], position: undefined }), 'inputs are not in order of time'],
    [changed({ position: { cycle: 10, inputs: 2 } }), 'there are only 1 inputs'],
    [changed({ inputs: [{ at: 50, action: { type: 'shell', text: '' } }] }), 'it lies before the last applied input'],
    [changed({ journal: { length: 1, hash: 'zz' } }), 'is damaged at "journal.hash"'],
    [changed({ position: { cycle: Number.MAX_SAFE_INTEGER, inputs: 0 } }), 'is damaged at "position.cycle"'],
  ])('refuses %s', (text, message) => {
    const problem = failure(text);
    expect(problem.message).toContain(message);
    expect(problem.message).toContain('demo.dmalab.json');
    expect(problem.remedy).not.toBe('');
  });

  it('never fails in another way, whatever the text', () => {
    const text = printSession(good);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.tuple(fc.nat(text.length), fc.nat(text.length), fc.string()).map(([a, b, s]) => text.slice(0, Math.min(a, b)) + s + text.slice(Math.max(a, b)))), (candidate) => {
        try {
          parseSession(candidate, 'f');
        } catch (problem) {
          expect(problem).toBeInstanceOf(SessionError);
        }
      }),
    );
  });
});

describe('older files', () => {
  it('of version 1 open with everything they say, and get what is new empty', () => {
    const session = parseSession(readFileSync(join(import.meta.dirname, 'fixtures', 'version-1.dmalab.json'), 'utf8'), 'version-1.dmalab.json');
    expect(session).toMatchObject({ version: SESSION_VERSION, name: 'kept', notes: 'written down', script: ['echo 1 > /dev/ax_dma'], breakpoints: [16777216], files: [], sourceBreakpoints: [], muted: [] });
    expect(session.inputs).toHaveLength(2);
    expect(parseSession(printSession(session), 'again').inputs).toEqual(session.inputs);
  });

  it('of version 2 open with everything they say, and have the built-in drivers', () => {
    const session = parseSession(readFileSync(join(import.meta.dirname, 'fixtures', 'version-2.dmalab.json'), 'utf8'), 'version-2.dmalab.json');
    expect(session).toMatchObject({
      version: SESSION_VERSION, name: 'kept-2', seed: 3, options: { caches: false, bounceSlots: 64, builtInDrivers: true }, muted: ['unaligned-access'], sourceBreakpoints: [{ path: 'hello.c', line: 2 }], position: { cycle: 100, inputs: 2 },
    });
    expect(session.files).toHaveLength(1);
    expect(session.inputs.map((input) => input.action.type)).toEqual(['file', 'shell-interrupt']);
  });

  it('of version 3 open with everything they say, but for the hash of a journal that was told otherwise', () => {
    const session = parseSession(readFileSync(join(import.meta.dirname, 'fixtures', 'version-3.dmalab.json'), 'utf8'), 'version-3.dmalab.json');
    expect(session).toMatchObject({ version: SESSION_VERSION, name: 'kept-3', options: { snooped: true, bounceSlots: 64 }, position: { cycle: 100, inputs: 2 }, script: ['insmod hello.ko'] });
    expect(session.journal).toBeUndefined();
  });

  it('of version 4 open with everything they say, their breakpoints without conditions', () => {
    const session = parseSession(readFileSync(join(import.meta.dirname, 'fixtures', 'version-4.dmalab.json'), 'utf8'), 'version-4.dmalab.json');
    expect(session).toMatchObject({ version: SESSION_VERSION, name: 'kept-4', sourceBreakpoints: [{ path: 'hello.c', line: 3, condition: '', every: 1 }], watchedWrites: [], journal: { length: 12, hash: '0123456789abcdef' } });
  });
});
