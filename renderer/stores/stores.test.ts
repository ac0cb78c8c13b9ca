import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LabError, request, usePort } from '../lab-client';
import { FakeRefusal } from '../testing/fake-lab';
import type { FakeLab } from '../testing/fake-lab';
import { settle, stubPage } from '../testing/page-stub';
import { useLab } from './lab';
import { useMoment } from './moment';
import { useNotices } from './notices';
import { useSelection } from './selection';
import { parseSettings, useSettings } from './settings';

let lab: FakeLab;
let root: { dataset: Record<string, string> };
beforeEach(() => {
  vi.useFakeTimers();
  ({ lab, root } = stubPage());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('lab', () => {
  it('takes the status from events and from replies', async () => {
    const store = useLab();
    await store.connect();
    lab.change({ cycle: 77 });
    expect(store.status?.cycle).toBe(77);
    await store.run('run.goto', { to: 5 });
    expect(store.status?.cycle).toBe(5);
  });

  it('shows a refusal as a notice with its remedy and answers null', async () => {
    lab.handlers['run.goto'] = () => {
      throw new FakeRefusal('that cycle is ahead of the last input', 'Run instead.');
    };
    expect(await useLab().run('run.goto', { to: 5 })).toBeNull();
    expect(useNotices().shown).toMatchObject([{ severity: 'error', message: 'that cycle is ahead of the last input', remedy: 'Run instead.' }]);
  });

  it('counts loaded sessions and reads their board', async () => {
    const store = useLab();
    await store.connect();
    store.board = null;
    lab.emit('loaded', lab.status);
    await settle();
    expect(store.generation).toBe(1);
    expect(store.board).not.toBeNull();
  });

  it('asks for the board again when the lab stands still and has changed', async () => {
    const store = useLab();
    await store.connect();
    const before = store.board;
    lab.handlers['lab.board'] = () => ({ ...(before as NonNullable<typeof before>), title: 'another' });
    lab.change({ running: true, version: 50 });
    await settle();
    expect(store.board?.title).toBe(before?.title);
    lab.change({ running: false, version: 51 });
    await settle();
    expect(store.board?.title).toBe('another');
  });

  it('says why the lab cannot be reached', async () => {
    lab.handlers['lab.status'] = () => {
      throw new FakeRefusal('no engine', 'Start again.');
    };
    await useLab().connect();
    expect(useLab().broken).toEqual({ message: 'no engine', remedy: 'Start again.' });
  });
});

describe('idle signal', () => {
  it('is off while a request waits or the lab runs', async () => {
    lab.hold = true;
    const asked = request('lab.status', {});
    expect(root.dataset['idle']).toBe('false');
    lab.release();
    lab.hold = false;
    await asked;
    vi.advanceTimersByTime(100);
    expect(root.dataset['idle']).toBe('true');
    useLab().apply({ ...lab.status, running: true });
    vi.advanceTimersByTime(1000);
    expect(root.dataset['idle']).toBe('false');
    useLab().apply({ ...lab.status, running: false });
    vi.advanceTimersByTime(100);
    expect(root.dataset['idle']).toBe('true');
  });
});

describe('port', () => {
  it('carries window requests, matches answers by id, and fails what a new port leaves behind', async () => {
    const sent: { id: number; name: string }[] = [];
    const fakePort = (): MessagePort => ({ onmessage: null, close: () => undefined, postMessage: (message: { id: number; name: string }) => void sent.push(message) }) as unknown as MessagePort;
    const first = fakePort();
    usePort(first);
    const [a, b] = [request('kernel.log', { from: 0 }), request('kernel.log', { from: 1 })];
    expect(sent.map(({ name }) => name)).toEqual(['kernel.log', 'kernel.log']);
    const answer = (index: number, from: number): void => {
      const data = { id: sent[index]?.id, result: { ok: true, value: { from, lines: [] } } };
      first.onmessage?.(new MessageEvent('message', { data }));
    };
    answer(1, 1);
    expect(await b).toEqual({ from: 1, lines: [] });
    usePort(fakePort());
    await expect(a).rejects.toBeInstanceOf(LabError);
    await request('lab.status', {});
    expect(lab.asked.map(({ name }) => name)).toEqual(['lab.status']);
  });
});

describe('selection', () => {
  it('changes what is named and leaves the rest; an address without a length is one byte', () => {
    const selection = useSelection();
    selection.select({ address: 0x100, length: 64, entry: 7 });
    selection.select({ cycle: 9 });
    expect([selection.address, selection.length, selection.entry, selection.cycle]).toEqual([0x100, 64, 7, 9]);
    selection.select({ address: 0x200 });
    expect([selection.address, selection.length]).toEqual([0x200, 1]);
    selection.clear();
    expect([selection.address, selection.entry]).toEqual([null, null]);
  });
});

describe('moment', () => {
  it('is a whole cycle, never negative', () => {
    const moment = useMoment();
    moment.set(-3);
    expect(moment.since).toBe(0);
    useLab().apply({ ...lab.status, cycle: 1234 });
    moment.setToNow();
    expect(moment.since).toBe(1234);
  });
});

describe('notices', () => {
  it('counts repeats, lets news go, and keeps errors', () => {
    const notices = useNotices();
    notices.add({ severity: 'info', message: 'saved' });
    notices.add({ severity: 'error', message: 'lost' });
    notices.add({ severity: 'error', message: 'lost' });
    expect(notices.shown.map(({ message, times }) => [message, times])).toEqual([['saved', 1], ['lost', 2]]);
    vi.advanceTimersByTime(60_000);
    expect(notices.shown.map(({ message }) => message)).toEqual(['lost']);
  });
});

describe('settings', () => {
  it('gives defaults for what is missing, spoilt or of another version', () => {
    const fresh = { version: 1, theme: 'system', layout: null, views: {} };
    for (const text of ['', '{', 'null', '[]', '{"version":9,"theme":"dark"}', '{"version":1,"theme":"mauve","views":3}']) expect(parseSettings(text)).toEqual(fresh);
    expect(parseSettings('{"version":1,"theme":"dark","layout":{"a":1}}')).toMatchObject({ theme: 'dark', layout: { a: 1 } });
  });

  it('saves once after a burst of changes', async () => {
    const settings = useSettings();
    await settings.load();
    lab.asked.length = 0;
    settings.setTheme('dark');
    settings.setView('memory', { columns: 16 });
    expect(root.dataset['theme']).toBe('dark');
    expect(lab.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(lab.asked.map(({ name }) => name)).toEqual(['app.saveSettings']);
    expect(parseSettings(lab.settings)).toMatchObject({ theme: 'dark', views: { memory: { columns: 16 } } });
  });
});
