/**
 * The page's only door: `window.lab`, made from the contract's lists. Runs sandboxed; names that are not in the
 * contract do not leave the page.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { EVENT_NAMES, REQUEST_NAMES } from '../core/contract';
import { CHANNEL } from './channels';

const requests = new Set<string>(REQUEST_NAMES);
const events = new Set<string>(EVENT_NAMES);

function request(name: string, args: unknown): Promise<unknown> {
  if (requests.has(name)) return ipcRenderer.invoke(CHANNEL.request, name, args);
  return Promise.resolve({ ok: false, code: 'unknown-request', message: `there is no request '${name}'` });
}

contextBridge.exposeInMainWorld('lab', {
  request,
  on(event: string, listener: (payload: unknown) => void): () => void {
    if (!events.has(event)) throw new Error(`there is no event '${event}'`);
    const forward = (_: unknown, name: string, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on(CHANNEL.event, forward);
    return () => ipcRenderer.off(CHANNEL.event, forward);
  },
  /** A file dropped on the window: only its path leaves the page. */
  openDropped: (file: File) => request('app.open', { path: webUtils.getPathForFile(file) || '(a file without a path)' }),
});

ipcRenderer.on(CHANNEL.port, (event) => window.postMessage(CHANNEL.port, '*', event.ports));
