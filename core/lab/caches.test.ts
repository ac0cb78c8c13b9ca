/** What the lab answers about caches, with a C driver that stores into a buffer, cleans it, and is overtaken by a device. */
import { describe, expect, it } from 'vitest';
import { CACHE_MARK } from '../contract';
import { newSession } from '../session/session';
import { Lab } from './lab';

const SOURCE = `int printk(const char *fmt, ...);
void *kmalloc(unsigned long size, unsigned int flags);
static unsigned char *buffer;
static int sum;
static int start(void)
{
	int i;
	buffer = kmalloc(256, 0);
	for (i = 0; i < 256; i++)
		buffer[i] = i;
	for (i = 0; i < 256; i++)
		sum += buffer[i];
	printk("sum %d\\n", sum);
	return 0;
}
int (*__dmalab_init)(void) = start;
`;

function loaded(caches = true): { lab: Lab; buffer: number } {
  const lab = Lab.open(newSession({ name: 'caches', options: { journal: true, caches }, files: [{ path: 'mod.c', text: SOURCE }] }));
  lab.handle('shell.run', { text: 'insmod mod' });
  lab.finish();
  const { list } = lab.kernel.core.c;
  const object = list[0].program.objects.find((one) => one.name === 'buffer');
  return { lab, buffer: lab.kernel.core.space.toPhysical(lab.kernel.core.memory.word((object?.address ?? 0) >>> 0)) };
}
const bytes = (lab: Lab, address: number, view: 'cpu' | 'device', length = 4): number[] => [...lab.handle('memory.read', { address, length, since: 0, view }).bytes];

describe('a lab with caches', () => {
  it('runs the driver to the same result as without', () => {
    const logs = [true, false].map((caches) => loaded(caches).lab.kernel.log.map((line) => line.text));
    expect(logs[0]).toEqual(logs[1]);
    expect(logs[0].join()).toContain('sum 32640');
  });

  it('names a block from kmalloc after the global that points to it', () => {
    const { lab, buffer } = loaded();
    expect(lab.kernel.marks()).toContainEqual({ name: 'buffer', base: buffer, bytes: 256, owner: 'mod' });
    expect(lab.handle('cache.window', { level: 'L1D', filter: 'all', from: 0, count: 0, address: buffer }).chosen?.owner).toBe('buffer');
  });

  it('shows stores to the CPU and not to devices, and marks them', () => {
    const { lab, buffer } = loaded();
    expect(bytes(lab, buffer + 16, 'cpu')).toEqual([16, 17, 18, 19]);
    expect(bytes(lab, buffer + 16, 'device')).toEqual([0, 0, 0, 0]);
    const window = lab.handle('memory.read', { address: buffer, length: 64, since: 0 });
    expect(window.other?.[17]).toBe(0);
    expect(window.cache[17]).toBe(CACHE_MARK.held | CACHE_MARK.dirty);
    expect([window.changed[17], lab.handle('memory.read', { address: buffer, length: 64, since: 0, view: 'device' }).changed[17]]).toEqual([1, 0]);
    expect(lab.handle('memory.search', { pattern: Uint8Array.of(250, 251, 252), from: 0, backwards: false })).toEqual({ address: buffer + 250 });
    expect(loaded(false).lab.handle('memory.read', { address: buffer, length: 64, since: 0 }).other).toBe(null);
  });

  it('names the line that stored a byte, and the write back that took it to memory', () => {
    const { lab, buffer } = loaded();
    const stored = lab.handle('journal.writer', { address: buffer + 5 });
    expect(stored.writer).toMatchObject({ kind: 'store' });
    expect(stored.writer?.detail).toContain('mod.c:10');
    expect(stored).toMatchObject({ value: 5, carried: null });
    expect(lab.handle('journal.writer', { address: buffer + 5, view: 'device' }).writer).toBe(null);
    const { caches } = lab.machine;
    const line = buffer >>> 5;
    const errand = caches?.cleanLine(line);
    if (errand?.kind !== 'write-back') throw new Error('nothing to write back');
    const entry = lab.machine.journal.addRun(true, 1, buffer, 2, 4, 8, false, 1, 0, errand.stored, 0);
    const payload = lab.machine.journal.runPayload(entry);
    const data = new Uint8Array(errand.words.buffer, errand.at * 4, 32);
    payload.bytes.set(data, payload.at);
    lab.machine.journal.runMoved(entry, 8);
    lab.machine.memory.write(buffer, data, 0, 32);
    caches?.writtenBack(line);
    for (const view of ['cpu', 'device'] as const) {
      const carried = lab.handle('journal.writer', { address: buffer + 5, view });
      expect(carried).toMatchObject({ value: 5, carried: { index: entry } });
      expect(carried.writer?.detail).toContain('mod.c:10');
    }
  });

  it('lists lines by address and state, with the write that a stale one hides', () => {
    const { lab, buffer } = loaded();
    /** A higher address in a lower set. */
    const later = (buffer >>> 5) % 256 === 0 ? buffer + 32 : buffer;
    lab.machine.caches?.filled((later + 8192 - 32) >>> 5, new Uint32Array(8), 0);
    expect((later >>> 5) % 256).toBeGreaterThan(0);
    const ask = (filter: 'all' | 'dirty' | 'stale', level = 'L1D') => lab.handle('cache.window', { level, filter, from: 0, count: 2000, address: buffer + 40 });
    for (const level of ['L1D', 'L2']) {
      const { lines, levels } = ask('all', level);
      const sets = levels.find((one) => one.name === level)?.sets ?? 0;
      expect(lines.map(({ tag, set }) => (tag * sets + set) * 32)).toEqual(lines.map((line) => line.address));
    }
    const dirty = ask('dirty');
    expect(dirty.chosen).toMatchObject({ address: buffer + 32, state: 'dirty', dirty: 0xffff_ffff, stale: 0, hidden: 0 });
    expect(dirty.lines[dirty.chosenIndex]).toEqual(dirty.chosen);
    const all = ask('all').lines.map((line) => line.address);
    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(dirty.lines.map((line) => line.address)).toEqual([...dirty.lines.map((line) => line.address)].sort((a, b) => a - b));
    expect(dirty.levels[0]).toMatchObject({ name: 'L1D', dirty: dirty.total, stale: 0 });
    expect(ask('all', 'L2')).toMatchObject({ level: 'L2', total: ask('all').total });
    const { journal, memory } = lab.machine;
    const entry = journal.addRun(true, 1, buffer + 48, 0, 1, 1, false, 1, 0, 0, 0);
    journal.runInline(entry, 99, 0);
    journal.runMoved(entry, 1);
    memory.write(buffer + 48, Uint8Array.of(99), 0, 1);
    expect(ask('stale').total).toBe(0);
    const second = ask('stale', 'L2');
    expect(second.chosen).toMatchObject({ address: buffer + 32, state: 'stale', stale: 2 ** 16, hidden: entry });
    expect(second.map[second.addresses.indexOf(buffer + 32)]).toBe(3);
  });

  it('lets an edit reach memory and the cache, and takes it back', () => {
    const { lab, buffer } = loaded();
    lab.handle('memory.write', { address: buffer + 16, bytes: Uint8Array.of(0xaa, 0xbb) });
    for (const view of ['cpu', 'device'] as const) expect(bytes(lab, buffer + 16, view, 2)).toEqual([0xaa, 0xbb]);
    lab.handle('run.undo', {});
    lab.finish();
    expect(bytes(lab, buffer + 16, 'cpu')).toEqual([16, 17, 18, 19]);
    expect(bytes(lab, buffer + 16, 'device')).toEqual([0, 0, 0, 0]);
  });

  it('goes back and forth in time to the same lines', () => {
    const { lab } = loaded();
    const state = (): unknown => [lab.handle('cache.window', { level: 'L1D', filter: 'all', from: 0, count: 2000, address: null }), lab.machine.journal.hash()];
    const end = lab.machine.clock.now;
    const last = state();
    for (const part of [0.95, 0.4, 0.7, 0.1, 0.99]) {
      lab.goTo(Math.floor(end * part));
      lab.finish();
      expect(lab.machine.clock.now).toBe(Math.floor(end * part));
      lab.goTo(end);
      lab.finish();
      expect(state()).toEqual(last);
    }
  });
});
