import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newSession } from '../core/session/session';
import { Recovery } from './recovery';

let directory = '';
let alive: number[] = [];
const start = (pid: number) => new Recovery(directory, pid, (other) => alive.includes(other));
const session = (name: string) => newSession({ name });
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'dma-lab-')), 'recovery');
  alive = [];
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

describe('recovery', () => {
  it('finds nothing at first and after a clean end', async () => {
    const first = start(10);
    expect(first.find()).toEqual({ found: null, problems: [] });
    await first.keep(session('work'), null, '2026-01-01T00:00:00.000Z');
    first.drop();
    expect(start(11).find().found).toBeNull();
  });

  it('finds the newest state of a process that died', async () => {
    const first = start(10);
    await first.keep(session('early'), null, '2026-01-01T00:00:00.000Z');
    await first.keep(session('late'), '/home/u/late.dmalab.json', '2026-01-01T00:01:00.000Z');
    await start(9).keep(session('older'), null, '2025-01-01T00:00:00.000Z');
    const { found } = start(11).find();
    expect(found).toMatchObject({ savedAt: '2026-01-01T00:01:00.000Z', file: '/home/u/late.dmalab.json', session: { name: 'late' } });
  });

  it('leaves the work of a running process alone', async () => {
    alive = [10];
    await start(10).keep(session('theirs'), null, '2026-01-01T00:00:00.000Z');
    expect(start(11).find().found).toBeNull();
  });

  it('offers the work again until it is forgotten, even when the number of the process comes back', async () => {
    await start(10).keep(session('work'), null, '2026-01-01T00:00:00.000Z');
    alive = [10];
    const second = start(10);
    expect(second.find().found?.session.name).toBe('work');
    await second.keep(session('newer'), null, '2026-02-01T00:00:00.000Z');
    second.drop();
    const third = start(10);
    const { found } = third.find();
    expect(found?.session.name).toBe('work');
    if (found !== null) third.forget(found);
    expect(start(10).find().found).toBeNull();
  });

  it('puts unreadable work aside and says so once', async () => {
    await start(10).keep(session('good'), null, '2026-01-01T00:00:00.000Z');
    writeFileSync(join(directory, '12.json'), '{"savedAt": "2027');
    writeFileSync(join(directory, 'notes.txt'), 'not ours');
    const { found, problems } = start(13).find();
    expect(found?.session.name).toBe('good');
    expect(problems).toHaveLength(1);
    expect(readdirSync(directory).sort()).toEqual(['10.json', '12.json.damaged', 'notes.txt']);
    expect(start(13).find().problems).toEqual([]);
  });

  it('knows a living process from a dead one', async () => {
    const real = new Recovery(directory, process.pid);
    await new Recovery(directory, process.ppid).keep(session('parent'), null, '2026-01-01T00:00:00.000Z');
    expect(real.find().found).toBeNull();
    await new Recovery(directory, 2 ** 22 + 1).keep(session('gone'), null, '2026-01-01T00:00:00.000Z');
    expect(real.find().found?.session.name).toBe('gone');
    expect(existsSync(join(directory, `${process.ppid}.json`))).toBe(true);
  });
});
