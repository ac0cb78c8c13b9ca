/**
 * The gate between page and main process, and the only place that uses ipcMain. Commands come by invoke; window
 * requests come over a message port that is made anew for every loaded page. Only the main frame of our own window,
 * showing our own page, is heard. Events wait until the page has asked for the status, so that none is lost.
 */
import { ipcMain, MessageChannelMain } from 'electron';
import type { BrowserWindow, IpcMainInvokeEvent, MessagePortMain } from 'electron';
import { WINDOW_REQUESTS } from '../core/contract';
import type { Events, RequestName, Result } from '../core/contract';
import { CHANNEL } from '../preload/channels';
import { answer } from './answer';
import type { FaultLog, RequestHandler } from './answer';

/** A page that asks this has subscribed to events before. */
const LISTENING: RequestName = 'lab.status';

const overPort = new Set<RequestName>(WINDOW_REQUESTS);

export class Gate {
  private port: MessagePortMain | null = null;
  private listening = false;
  private waiting: { event: keyof Events; payload: unknown }[] = [];

  /** @param pageUrl the only address that may talk to us. */
  constructor(
    private readonly window: BrowserWindow,
    private readonly pageUrl: string,
    private readonly handler: RequestHandler,
    private readonly log: FaultLog,
  ) {
    ipcMain.handle(CHANNEL.request, (event, name: unknown, args: unknown) => this.invoked(event, name, args));
    window.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.listening = false;
    });
    window.webContents.on('did-finish-load', () => this.connectPort());
  }

  /** Push an event to the page. A newer status replaces one that still waits. */
  send<E extends keyof Events>(event: E, payload: Events[E]): void {
    if (this.window.isDestroyed()) return;
    if (this.listening) {
      this.window.webContents.send(CHANNEL.event, event, payload);
      return;
    }
    if (event === 'changed') this.waiting = this.waiting.filter((other) => other.event !== 'changed');
    this.waiting.push({ event, payload });
  }

  close(): void {
    ipcMain.removeHandler(CHANNEL.request);
    this.port?.close();
    this.port = null;
  }

  private async invoked(event: IpcMainInvokeEvent, name: unknown, args: unknown): Promise<Result<unknown>> {
    if (!this.trusts(event)) {
      this.log('ipc', new Error(`request from a foreign sender: ${event.senderFrame?.url ?? 'unknown frame'}`));
      return { ok: false, code: 'refused', message: 'this page may not talk to the lab', remedy: 'Use the window of the program.' };
    }
    const result = await answer(this.handler, name, args, this.log);
    if (name === LISTENING) this.startEvents();
    return result;
  }

  private trusts(event: IpcMainInvokeEvent): boolean {
    const frame = event.senderFrame;
    if (event.sender !== this.window.webContents || frame === null || frame.parent !== null) return false;
    return samePage(frame.url, this.pageUrl);
  }

  private startEvents(): void {
    if (this.listening) return;
    this.listening = true;
    const events = this.waiting;
    this.waiting = [];
    for (const { event, payload } of events) if (!this.window.isDestroyed()) this.window.webContents.send(CHANNEL.event, event, payload);
  }

  private connectPort(): void {
    if (!samePage(this.window.webContents.getURL(), this.pageUrl)) return;
    this.port?.close();
    const { port1, port2 } = new MessageChannelMain();
    this.port = port1;
    port1.on('message', ({ data }) => void this.windowRequest(port1, data));
    port1.start();
    this.window.webContents.postMessage(CHANNEL.port, null, [port2]);
  }

  private async windowRequest(port: MessagePortMain, data: unknown): Promise<void> {
    const { id, name, args } = (typeof data === 'object' && data !== null ? data : {}) as { id?: unknown; name?: unknown; args?: unknown };
    if (typeof id !== 'number') {
      this.log('port', new Error('a message without a number was dropped'));
      return;
    }
    const result = await answer(this.handler, name, args, this.log, (asked) => overPort.has(asked));
    if (port === this.port) port.postMessage({ id, result });
  }
}

/** Equal but for what stands behind # or ?. */
export function samePage(url: string, page: string): boolean {
  const [a, b] = [url, page].map((text) => text.replace(/[?#].*$/, ''));
  return a !== '' && a === b;
}
