import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Arguments, LabStatus } from '../core/contract';
import { newSession, printSession } from '../core/session/session';
import type { Session } from '../core/session/session';
import { Bench } from './bench';
import type { BenchLab } from './bench';
import { Recovery } from './recovery';
import { readSession } from './session-files';
import { Settings } from './settings';
import type { LastSession } from './settings';

let directory = '';
const at = (name: string): string => join(directory, name);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dma-lab-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A lab that only keeps its notes; what a bench needs of one. */
function noteLab(session: Session): BenchLab {
  let saved = session.notes;
  let turns = Number(/^takes (\d+) turns$/.exec(session.summary)?.[1] ?? 0);
  const lab = {
    session,
    running: turns > 0,
    version: 0,
    replayMatches: session.journal === undefined ? null : false,
    advance: () => (lab.running = --turns > 0),
    status: () => ({ sessionName: lab.session.name, file: null, unsaved: lab.session.notes !== saved, version: lab.version, running: lab.running }) as LabStatus,
    handle: (name: string, args: unknown) => {
      if (name === 'session.notes') {
        lab.session = { ...lab.session, notes: (args as Arguments<'session.notes'>).text };
        lab.version++;
      }
      return lab.status();
    },
    toSession: () => lab.session,
    markSaved: () => {
      saved = lab.session.notes;
    },
    bytesMoved: () => ({ read: 0, written: 0 }),
    transcript: (of: string) => `${of}\ntwo\n`,
  };
  return lab as unknown as BenchLab;
}

interface Answers {
  open?: string | null;
  save?: string | null;
  unsaved?: 'save' | 'discard' | 'cancel';
}

function setUp(answers: Answers = {}, pid = 100, first?: LastSession) {
  const sent: { event: string; payload: unknown }[] = [];
  const asked: string[] = [];
  const settings = new Settings(directory);
  const bench = new Bench(
    {
      settings,
      recovery: new Recovery(at('recovery'), pid, () => false),
      dialogs: {
        openPath: () => Promise.resolve(answers.open ?? null),
        savePath: (suggested) => Promise.resolve((asked.push(suggested), answers.save ?? null)),
        unsaved: (name) => Promise.resolve((asked.push(name), answers.unsaved ?? 'cancel')),
      },
      openLab: (session) => {
        if (session.summary === 'cannot be built') throw new Error('a fault of the program');
        return noteLab(session);
      },
      send: (event, payload) => sent.push({ event, payload }),
      log: () => undefined,
      today: () => '2026-01-01T00:00:00.000Z',
    },
    first,
  );
  const events = (name: string) => sent.filter((one) => one.event === name).map((one) => one.payload);
  return { bench, sent, events, asked, settings, note: (text: string) => bench.handle('session.notes', { text }) };
}

function fileWith(name: string, fields: Partial<Session> = {}): string {
  const path = at(name);
  writeFileSync(path, printSession(newSession({ name: name.replace('.dmalab.json', ''), ...fields })));
  return path;
}

describe('the first session', () => {
  it('is the default one', async () => {
    const { bench } = setUp();
    await bench.begin();
    expect(bench.status()).toMatchObject({ sessionName: 'pl330-char-driver', file: null, unsaved: false });
  });

  it('is the last one at later starts', async () => {
    const first = setUp();
    await first.bench.handle('app.open', { path: fileWith('mine.dmalab.json') });
    const second = setUp({}, 100, first.settings.last);
    await second.bench.begin();
    expect(second.bench.status()).toMatchObject({ sessionName: 'mine', file: at('mine.dmalab.json') });
    expect(second.settings.last).toEqual({ kind: 'file', path: at('mine.dmalab.json') });
  });

  it('is on its way to where it was left when requests come: they wait', async () => {
    const path = fileWith('far.dmalab.json', { summary: 'takes 5 turns' });
    const { bench, note } = setUp({}, 100, { kind: 'file', path });
    expect(bench.status().running).toBe(true);
    await note('typed early');
    expect(bench.status()).toMatchObject({ sessionName: 'far', running: false, unsaved: true });
  });

  it('is the default one, with a notice, when the last one is gone', async () => {
    const path = fileWith('mine.dmalab.json');
    rmSync(path);
    const { bench, events } = setUp({}, 100, { kind: 'file', path });
    await bench.begin();
    expect(bench.status().sessionName).toBe('pl330-char-driver');
    expect(events('notice')).toMatchObject([{ severity: 'error', message: expect.stringContaining('mine.dmalab.json') as string }]);
  });
});

describe('opening', () => {
  it.each([
    ['a damaged file', (path: string) => writeFileSync(path, '{')],
    ['a file whose lab cannot be built', (path: string) => writeFileSync(path, printSession(newSession({ name: 'x', summary: 'cannot be built' })))],
  ])('%s leaves the open session as it is', async (_, make) => {
    const { bench, note, events } = setUp({ unsaved: 'discard' });
    await note('my work');
    const before = bench.status();
    make(at('bad.dmalab.json'));
    await expect(bench.handle('app.open', { path: at('bad.dmalab.json') })).rejects.toThrow();
    expect(bench.status()).toEqual(before);
    expect(events('loaded')).toEqual([]);
  });

  it('set up anew keeps file and inputs, takes the choices, and counts as unsaved', async () => {
    const inputs = [{ at: 0, action: { type: 'shell' as const, text: 'insmod ax_dma' } }];
    const takenBack = { at: 5, action: { type: 'shell' as const, text: 'rmmod ax_dma' } };
    const path = fileWith('mine.dmalab.json', { inputs: [...inputs, takenBack], position: { cycle: 5, inputs: 1 } });
    const { bench, events } = setUp({ save: null }, 100, { kind: 'file', path });
    await bench.begin();
    const options = { ...readSession(path).options, iommu: true };
    const status = await bench.handle('app.setUp', { profile: 'linux-6.1', seed: 3, options });
    expect(status).toMatchObject({ sessionName: 'mine', file: path, unsaved: true });
    expect(events('loaded')).toHaveLength(1);
    await bench.handle('app.save', {});
    const saved = readSession(path);
    expect(saved).toMatchObject({ profile: 'linux-6.1', seed: 3, inputs });
    expect(saved.options.iommu).toBe(true);
    expect(saved.position).toBeUndefined();
  });

  it('asks about unsaved work, and stays when told so', async () => {
    const stay = setUp({ unsaved: 'cancel' });
    await stay.note('my work');
    expect(await stay.bench.handle('app.open', { path: fileWith('a.dmalab.json') })).toBeNull();
    expect((await stay.bench.handle('app.openShipped', { name: 'pl330-missing-end' })).sessionName).toBe('pl330-char-driver');
    expect(stay.bench.status().unsaved).toBe(true);
    const leave = setUp({ unsaved: 'discard' });
    await leave.note('my work');
    expect((await leave.bench.handle('app.open', { path: at('a.dmalab.json') }))?.sessionName).toBe('a');
  });

  it('saves first when told so, and stays when that is cancelled', async () => {
    const { bench, note } = setUp({ unsaved: 'save', save: at('kept') });
    await note('my work');
    await bench.handle('app.openShipped', { name: 'pl330-missing-end' });
    expect(readSession(at('kept.dmalab.json')).notes).toBe('my work');
    expect(bench.status().sessionName).toBe('pl330-missing-end');
    const cancelled = setUp({ unsaved: 'save', save: null });
    await cancelled.note('my work');
    expect(await cancelled.bench.mayLeave()).toBe(false);
  });

  it('is announced, with a version that goes on rising', async () => {
    const { bench, note, events } = setUp({ unsaved: 'discard' });
    for (let i = 0; i < 5; i++) await note(`${i}`);
    const { version } = bench.status();
    await bench.handle('app.openShipped', { name: 'pl330-char-driver' });
    expect(events('loaded')).toHaveLength(1);
    expect(bench.status().version).toBeGreaterThan(version);
  });

  it('warns when the replay differs from the recording', async () => {
    const { bench, events } = setUp();
    await bench.handle('app.open', { path: fileWith('a.dmalab.json', { journal: { length: 1, hash: '0123456789abcdef' } }) });
    expect(events('notice')).toMatchObject([{ severity: 'warning', message: expect.stringContaining('does not replay') as string }]);
  });

  it('without a path shows the dialog; cancelled is no failure', async () => {
    expect(await setUp({ open: null }).bench.handle('app.open', {})).toBeNull();
    expect((await setUp({ open: fileWith('a.dmalab.json') }).bench.handle('app.open', {}))?.file).toBe(at('a.dmalab.json'));
  });

  it('names what ships when asked for something else', async () => {
    await expect(setUp().bench.handle('app.openShipped', { name: 'nothing' })).rejects.toMatchObject({ remedy: expect.stringContaining('pl330-char-driver') as string });
  });
});

describe('saving', () => {
  it('asks where once, names the session after its file and remembers it', async () => {
    const { bench, note, asked, settings } = setUp({ save: at('mine') });
    await note('a');
    expect(await bench.handle('app.save', {})).toMatchObject({ unsaved: false, file: at('mine.dmalab.json'), sessionName: 'mine' });
    await note('b');
    expect(bench.status().unsaved).toBe(true);
    expect(await bench.handle('app.save', {})).toMatchObject({ unsaved: false });
    expect(asked).toEqual(['pl330-char-driver.dmalab.json']);
    expect(readSession(at('mine.dmalab.json'))).toMatchObject({ name: 'mine', notes: 'b' });
    expect(settings.recent().map((file) => file.name)).toEqual(['mine.dmalab.json']);
  });

  it('that is cancelled changes nothing', async () => {
    const { bench, note } = setUp({ save: null });
    await note('a');
    expect(await bench.handle('app.save', {})).toBeNull();
    expect(bench.status()).toMatchObject({ unsaved: true, file: null });
  });

  it('that fails leaves the work unsaved', async () => {
    const { bench, note } = setUp();
    await note('a');
    await expect(bench.handle('app.saveAs', { path: at('missing/a.dmalab.json') })).rejects.toThrow(/cannot be written/);
    expect(bench.status()).toMatchObject({ unsaved: true, file: null, sessionName: 'pl330-char-driver' });
  });

  it('does not replace a foreign file that nobody chose', async () => {
    writeFileSync(at('letter.json'), 'dear');
    await expect(setUp().bench.handle('app.saveAs', { path: at('letter.json') })).rejects.toThrow(/not a session/);
  });

  it('counts a change during the writing as unsaved', async () => {
    const { bench, note } = setUp();
    await note('a');
    const saving = bench.handle('app.saveAs', { path: at('a.dmalab.json') });
    await note('b');
    await saving;
    expect(bench.status().unsaved).toBe(true);
    expect(readSession(at('a.dmalab.json')).notes).toBe('a');
  });
});

describe('after a crash', () => {
  const crash = async () => {
    const { bench, note } = setUp();
    await bench.handle('app.open', { path: fileWith('mine.dmalab.json') });
    await note('hours of work');
    await bench.autosave();
  };

  it('the work is offered, and accepted is unsaved work of its file', async () => {
    await crash();
    const { bench, events } = setUp({}, 101);
    await bench.begin();
    expect(events('recovery')).toEqual([{ name: 'mine', savedAt: '2026-01-01T00:00:00.000Z' }]);
    expect(await bench.handle('app.recover', { accept: true })).toMatchObject({ unsaved: true, file: at('mine.dmalab.json') });
    expect(readdirSync(at('recovery'))).toEqual(['101.json']);
    await bench.handle('app.save', {});
    expect(readSession(at('mine.dmalab.json')).notes).toBe('hours of work');
    expect(readdirSync(at('recovery'))).toEqual([]);
  });

  it('declined work is gone, and the question with it', async () => {
    await crash();
    const { bench } = setUp({}, 101);
    await bench.begin();
    expect(await bench.handle('app.recover', { accept: false })).toMatchObject({ unsaved: false });
    await expect(bench.handle('app.recover', { accept: true })).rejects.toThrow(/nothing to recover/);
    expect(readdirSync(at('recovery'))).toEqual([]);
  });

  it('work that is not answered for is offered again', async () => {
    await crash();
    await setUp({}, 101).bench.begin();
    const { bench, events } = setUp({}, 102);
    await bench.begin();
    expect(events('recovery')).toHaveLength(1);
  });

  it('a clean end leaves nothing', async () => {
    const { bench, note } = setUp();
    await note('a');
    await bench.autosave();
    expect(existsSync(at('recovery/100.json'))).toBe(true);
    bench.end();
    expect(readdirSync(at('recovery'))).toEqual([]);
  });
});

describe('text for other programs', () => {
  it('goes where the dialog says, and over nothing that nobody was asked about', async () => {
    const { bench, asked } = setUp({ save: at('log.txt') });
    expect(await bench.handle('app.saveText', { of: 'kernel log' })).toEqual({ path: at('log.txt'), lines: 2 });
    expect(asked).toEqual(['pl330-char-driver-log.txt']);
    expect(readFileSync(at('log.txt'), 'utf8')).toBe('kernel log\ntwo\n');
    await bench.handle('app.saveText', { of: 'shell' });
    expect(readFileSync(at('log.txt'), 'utf8')).toBe('shell\ntwo\n');
    await expect(bench.handle('app.saveText', { of: 'shell', path: at('log.txt') })).rejects.toThrow('log.txt exists; it was left as it is');
    await expect(setUp({ save: at('log') }).bench.handle('app.saveText', { of: 'shell' })).rejects.toThrow(/exists/);
    await expect(bench.handle('app.saveText', { of: 'shell', path: at('none/log.txt') })).rejects.toThrow(/cannot be written/);
    expect(await setUp().bench.handle('app.saveText', { of: 'shell' })).toBeNull();
  });
});

describe('settings', () => {
  it('are kept for the page, and lost ones are told', async () => {
    const { bench } = setUp();
    await bench.handle('app.saveSettings', { settings: '{"theme":"dark"}' });
    expect(await setUp().bench.handle('app.loadSettings', {})).toEqual({ settings: '{"theme":"dark"}' });
    writeFileSync(at('settings.json'), 'damaged');
    const { bench: again, events } = setUp();
    await again.begin();
    expect(events('notice')).toMatchObject([{ severity: 'warning', message: expect.stringContaining('were reset') as string }]);
  });
});
