import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrowserWindow } from 'electron';
import { ARGUMENTS } from '../core/contract';
import { LabRefusal } from '../core/lab/refusal';
import { SessionError } from '../core/session/session-error';
import type { RequestHandler } from './answer';
import { Gate, samePage } from './ipc';

const PAGE = 'file:///app/renderer/index.html';

const electron = vi.hoisted(() => {
  const invoked = new Map<string, (...args: unknown[]) => unknown>();
  class Port {
    sent: unknown[] = [];
    closed = false;
    heard: ((event: { data: unknown }) => void) | null = null;
    on(_: string, listener: (event: { data: unknown }) => void): void {
      this.heard = listener;
    }
    start(): void {}
    close(): void {
      this.closed = true;
    }
    postMessage(message: unknown): void {
      this.sent.push(message);
    }
  }
  const ports: Port[] = [];
  return { invoked, ports, Port };
});

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, listener: (...args: unknown[]) => unknown) => electron.invoked.set(channel, listener),
    removeHandler: (channel: string) => electron.invoked.delete(channel),
  },
  MessageChannelMain: class {
    port1 = new electron.Port();
    port2 = new electron.Port();
    constructor() {
      electron.ports.push(this.port1);
    }
  },
}));

interface Frame {
  url: string;
  parent: Frame | null;
}

function setUp(handle: (name: string, args: unknown) => unknown = () => 'done') {
  electron.invoked.clear();
  electron.ports.length = 0;
  const listeners = new Map<string, (details?: unknown) => void>();
  const sent: unknown[][] = [];
  let url = PAGE;
  const webContents = {
    on: (event: string, listener: (details?: unknown) => void) => listeners.set(event, listener),
    send: (...message: unknown[]) => sent.push(message),
    postMessage: (...message: unknown[]) => sent.push(message),
    getURL: () => url,
  };
  const window = { webContents, isDestroyed: () => false } as unknown as BrowserWindow;
  const log = vi.fn();
  const called = vi.fn(handle);
  const gate = new Gate(window, PAGE, { handle: called } as unknown as RequestHandler, log);
  const invoke = (name: unknown, args: unknown, frame: Frame | null = { url: PAGE, parent: null }, sender: unknown = webContents) => {
    const listener = [...electron.invoked.values()][0];
    if (listener === undefined) throw new Error('nothing listens');
    return listener({ sender, senderFrame: frame }, name, args);
  };
  return {
    gate, log, called, sent, invoke,
    loaded: () => listeners.get('did-finish-load')?.(),
    navigates: (details: unknown) => listeners.get('did-start-navigation')?.(details),
    shows: (other: string) => (url = other),
  };
}

let bench: ReturnType<typeof setUp>;
beforeEach(() => {
  bench = setUp();
});

describe('who is heard', () => {
  const rejected = { ok: false, code: 'refused', message: expect.any(String) as string, remedy: expect.any(String) as string };

  it('answers the main frame of our page', async () => {
    expect(await bench.invoke('lab.status', {})).toEqual({ ok: true, value: 'done' });
    expect(bench.called).toHaveBeenCalledWith('lab.status', {});
  });

  it.each<[string, Frame | null]>([
    ['another page', { url: 'https://evil.example/index.html', parent: null }],
    ['another file', { url: 'file:///tmp/renderer/index.html', parent: null }],
    ['a frame inside our page', { url: PAGE, parent: { url: PAGE, parent: null } }],
    ['a frame that is gone', null],
    ['an empty address', { url: '', parent: null }],
  ])('rejects %s', async (_, frame) => {
    expect(await bench.invoke('lab.status', {}, frame)).toEqual(rejected);
    expect(bench.called).not.toHaveBeenCalled();
    expect(bench.log).toHaveBeenCalledOnce();
  });

  it('rejects another window that shows our page', async () => {
    expect(await bench.invoke('lab.status', {}, { url: PAGE, parent: null }, {})).toEqual(rejected);
  });

  it('knows a page by all but what follows # and ?', () => {
    expect(samePage(`${PAGE}?a=1#b`, PAGE)).toBe(true);
    expect(samePage(`${PAGE}.evil`, PAGE)).toBe(false);
    expect(samePage('', '')).toBe(false);
  });
});

describe('what is asked', () => {
  it.each(['lab.reboot', '', '__proto__', 'constructor', 'toString', 7, null, undefined, { toString: () => 'lab.status' }])('does not know %s', async (name) => {
    expect(await bench.invoke(name, {})).toMatchObject({ ok: false, code: 'unknown-request' });
    expect(bench.called).not.toHaveBeenCalled();
  });

  it('keeps a long name out of the message', async () => {
    const result = (await bench.invoke('x'.repeat(1_000_000), {})) as { message: string };
    expect(result.message.length).toBeLessThan(200);
  });

  it.each<[string, unknown]>([
    ['lab.status', undefined],
    ['lab.status', null],
    ['lab.status', { extra: 1 }],
    ['run.goto', { to: -1 }],
    ['run.goto', { to: NaN }],
    ['run.goto', { to: '5' }],
    ['run.step', { unit: 'universe', direction: 'forward' }],
    ['memory.read', { address: 2 ** 32, length: 16, since: 0 }],
    ['memory.read', { address: 0, length: 1e9, since: 0 }],
    ['memory.write', { address: 0, bytes: new Uint8Array(0) }],
    ['memory.write', { address: 0, bytes: new Uint8Array(70_000) }],
    ['memory.write', { address: 0, bytes: [1, 2, 3] }],
    ['shell.run', { text: 'a'.repeat(5000) }],
    ['registers.write', { peripheral: 'pl330', register: 'DBGCMD', index: 0.5, value: 0 }],
    ['app.open', { path: '' }],
    ['app.saveSettings', { settings: 'x'.repeat(1_000_001) }],
  ])('refuses bad arguments of %s', async (name, args) => {
    const result = await bench.invoke(name, args);
    expect(result).toMatchObject({ ok: false, code: 'bad-arguments' });
    expect((result as { message: string }).message).toContain(name);
    expect(bench.called).not.toHaveBeenCalled();
  });

  it('survives a payload made to hurt', async () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    const trap = Object.defineProperty({}, 'to', { enumerable: true, get: () => { throw new Error('trap'); } });
    const polluted: unknown = JSON.parse('{"__proto__": {"polluted": true}, "to": 5}');
    expect(await bench.invoke('run.goto', loop)).toMatchObject({ code: 'bad-arguments' });
    expect(await bench.invoke('run.goto', trap)).toMatchObject({ code: 'internal' });
    expect(await bench.invoke('run.goto', polluted)).toMatchObject({ code: 'bad-arguments' });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(bench.called).not.toHaveBeenCalled();
  });

  it('passes on only what the schema describes, for every request', async () => {
    for (const name of Object.keys(ARGUMENTS)) {
      expect(await bench.invoke(name, { unknownKey: 1 }), name).toMatchObject({ ok: false, code: 'bad-arguments' });
    }
  });
});

describe('what is answered', () => {
  const failing = (fault: Error) => {
    bench = setUp(() => {
      throw fault;
    });
    return bench.invoke('lab.status', {});
  };

  it('gives refusals and file problems in words with a remedy', async () => {
    expect(await failing(new LabRefusal('no', 'do so'))).toEqual({ ok: false, code: 'refused', message: 'no', remedy: 'do so' });
    expect(await failing(new SessionError('broken', 'mend it'))).toEqual({ ok: false, code: 'file', message: 'broken', remedy: 'mend it' });
  });

  it('logs a fault of the program and tells no inner detail', async () => {
    const fault = new TypeError('cannot read secret of undefined');
    const result = await failing(fault);
    expect(result).toMatchObject({ ok: false, code: 'internal' });
    expect(JSON.stringify(result)).not.toMatch(/secret|\.ts|stack/);
    expect(bench.log).toHaveBeenCalledWith('lab.status', fault);
  });
});

describe('events', () => {
  const notice = { severity: 'info', message: 'hello' } as const;

  it('wait until the page has asked for the status, and again after a reload', async () => {
    bench.gate.send('notice', notice);
    await bench.invoke('app.loadSettings', {});
    expect(bench.sent).toEqual([]);
    await bench.invoke('lab.status', {});
    expect(bench.sent).toEqual([['lab:event', 'notice', notice]]);
    bench.navigates({ isMainFrame: true, isSameDocument: false });
    bench.gate.send('notice', notice);
    expect(bench.sent).toHaveLength(1);
    await bench.invoke('lab.status', {});
    expect(bench.sent).toHaveLength(2);
  });

  it('a foreign sender does not open them', async () => {
    bench.gate.send('notice', notice);
    await bench.invoke('lab.status', {}, { url: 'https://evil.example/', parent: null });
    expect(bench.sent).toEqual([]);
  });

  it('of the kind "changed" do not pile up', async () => {
    for (let i = 0; i < 100; i++) bench.gate.send('changed', { version: i } as never);
    await bench.invoke('lab.status', {});
    expect(bench.sent).toEqual([['lab:event', 'changed', { version: 99 }]]);
  });
});

describe('the port', () => {
  const ask = async (message: unknown) => {
    const port = electron.ports.at(-1);
    port?.heard?.({ data: message });
    await new Promise((resolve) => setImmediate(resolve));
    return port?.sent ?? [];
  };

  it('answers window requests with their number', async () => {
    bench.loaded();
    expect(await ask({ id: 3, name: 'shell.lines', args: { from: 0 } })).toEqual([{ id: 3, result: { ok: true, value: 'done' } }]);
  });

  it('carries window requests only, and checks their arguments', async () => {
    bench.loaded();
    expect(await ask({ id: 1, name: 'app.open', args: { path: '/etc/passwd' } })).toMatchObject([{ id: 1, result: { code: 'unknown-request' } }]);
    expect(await ask({ id: 2, name: 'shell.lines', args: { from: -1 } })).toMatchObject([{ id: 1 }, { id: 2, result: { code: 'bad-arguments' } }]);
    expect(bench.called).not.toHaveBeenCalled();
  });

  it.each([null, 5, 'x', {}, { id: 'one', name: 'shell.lines', args: { from: 0 } }])('drops the message %j', async (message) => {
    bench.loaded();
    expect(await ask(message)).toEqual([]);
    expect(bench.log).toHaveBeenCalledOnce();
  });

  it('is renewed with each page, and not given to a foreign one', () => {
    bench.loaded();
    bench.loaded();
    expect(electron.ports.map((port) => port.closed)).toEqual([true, false]);
    bench.shows('https://evil.example/');
    bench.loaded();
    expect(electron.ports).toHaveLength(2);
  });
});
