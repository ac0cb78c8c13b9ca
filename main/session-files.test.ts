import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newSession, printSession } from '../core/session/session';
import { FileProblem } from './problem';
import { readSession, refuseForeignTarget, sessionNameOf, withSuffix, writeSession } from './session-files';

let directory = '';
const at = (name: string) => join(directory, name);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dma-lab-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const session = newSession({ name: 'one', notes: 'µ → 传输', inputs: [{ at: 5, action: { type: 'memory', address: 0x100000, hex: '00ff' } }] });

describe('session files', () => {
  it('read back what was written, and leave nothing beside it', async () => {
    await writeSession(at('one.dmalab.json'), session);
    expect(readSession(at('one.dmalab.json'))).toEqual(session);
    expect(readdirSync(directory)).toEqual(['one.dmalab.json']);
  });

  it('keep the old file when the new one cannot be written', async () => {
    writeFileSync(at('one.dmalab.json'), 'old');
    mkdirSync(at('folder'));
    await expect(writeSession(at('folder'), session)).rejects.toThrow(/folder cannot be written/);
    await expect(writeSession(at('missing/one.dmalab.json'), session)).rejects.toMatchObject({ message: expect.stringContaining('there is no such file') as string, remedy: expect.stringMatching(/./) as string });
    expect(readFileSync(at('one.dmalab.json'), 'utf8')).toBe('old');
  });

  it.each<[string, RegExp, (path: string) => void]>([
    ['a file that is not there', /cannot be read: there is no such file/, () => undefined],
    ['a folder', /is not a file/, (path) => mkdirSync(path)],
    ['a pipe nobody writes to', /is not a file/, (path) => execFileSync('mkfifo', [path])],
    ['an endless device', /is not a file/, (path) => symlinkSync('/dev/zero', path)],
    ['a binary file', /is not a text file/, (path) => writeFileSync(path, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe]))],
    ['an empty file', /not valid JSON/, (path) => writeFileSync(path, '')],
    ['half a file', /not valid JSON/, (path) => writeFileSync(path, printSession(session).slice(0, 100))],
    ['a foreign file', /is not a session of this program/, (path) => writeFileSync(path, '{"format":"other"}')],
    ['a newer file', /format version 99/, (path) => writeFileSync(path, '{"format":"dma-lab-session","version":99}')],
    ['a damaged field', /damaged at "inputs\.0\.at"/, (path) => writeFileSync(path, printSession(session).replace('"at": 5', '"at": "soon"'))],
    ['an unknown board', /needs the board "moon"/, (path) => writeFileSync(path, printSession(newSession({ name: 'x', board: 'moon' })))],
    ['an unknown kernel profile', /needs the profile "linux-0\.1"/, (path) => writeFileSync(path, printSession(newSession({ name: 'x', profile: 'linux-0.1' })))],
    ['a huge file', /40\.0 MiB; at most 32 MiB/, (path) => { writeFileSync(path, ''); truncateSync(path, 40 * 1024 * 1024); }],
  ])('explain %s', (_, message, make) => {
    make(at('given.dmalab.json'));
    expect(() => readSession(at('given.dmalab.json'))).toThrow(message);
    expect(() => readSession(at('given.dmalab.json'))).toThrow(/given\.dmalab\.json/);
  });

  it('replace a session unasked, but no foreign file', async () => {
    await writeSession(at('one.dmalab.json'), session);
    writeFileSync(at('letter.json'), '{"dear": "reader"}');
    expect(() => refuseForeignTarget(at('new.dmalab.json'))).not.toThrow();
    expect(() => refuseForeignTarget(at('one.dmalab.json'))).not.toThrow();
    expect(() => refuseForeignTarget(at('letter.json'))).toThrow(FileProblem);
  });

  it('are named after their file', () => {
    expect(['/a/b/run one.dmalab.json', '/a/plain.json', '/a/.dmalab.json', '/a/Other'].map(sessionNameOf)).toEqual(['run one', 'plain', 'session', 'Other']);
    expect(['/a/b', '/a/b.json', '/a/b.dmalab.json'].map(withSuffix)).toEqual(['/a/b.dmalab.json', '/a/b.json', '/a/b.dmalab.json']);
  });
});
