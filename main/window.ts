/**
 * The window: a sandboxed page of our own that can neither leave, nor open windows, nor ask for the system's powers.
 */
import { BrowserWindow, screen, session } from 'electron';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LabStatus } from '../core/contract';
import type { WindowPlace } from './settings';
import { samePage } from './ipc';

const SMALLEST = { width: 800, height: 560 };
const USUAL = { width: 1440, height: 900 };

/** Also in the page's own meta tag; as a header where the page comes with headers. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page of a build, or of the development server when it runs. */
export function pageUrl(developmentServer: string | undefined): string {
  // Complete, with its closing slash: it is compared with what the page calls itself.
  if (developmentServer !== undefined) return new URL(developmentServer).href;
  return pathToFileURL(fileURLToPath(new URL('../renderer/index.html', import.meta.url))).href;
}

export function createWindow(page: string, place: WindowPlace | undefined): BrowserWindow {
  const window = new BrowserWindow({
    ...USUAL,
    ...onScreen(place),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'DMA Lab Bench',
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // A hidden window still draws: reports and tests need its picture.
      backgroundThrottling: false,
    },
  });
  if (place?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  lockDown(window, page);
  return window;
}

/** Deny everything that the page does not need. */
function lockDown(window: BrowserWindow, page: string): void {
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => {
    if (!samePage(event.url, page)) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  const mayCopy = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  session.defaultSession.setPermissionRequestHandler((_, permission, decide) => decide(mayCopy(permission)));
  session.defaultSession.setPermissionCheckHandler((_, permission) => mayCopy(permission));
  session.defaultSession.setDevicePermissionHandler(() => false);
  if (page.startsWith('file:')) {
    session.defaultSession.webRequest.onHeadersReceived((details, respond) => respond({ responseHeaders: { ...details.responseHeaders, 'Content-Security-Policy': [POLICY] } }));
  }
}

export function showTitle(window: BrowserWindow, { sessionName, unsaved }: LabStatus): void {
  if (window.isDestroyed()) return;
  const title = `${unsaved ? '• ' : ''}${sessionName} - DMA Lab Bench`;
  if (window.getTitle() !== title) window.setTitle(title);
  window.setDocumentEdited(unsaved);
}

/** What the page does when it goes; the request behind it is answered after those that this caused. */
const FAREWELL = "window.dispatchEvent(new Event('pagehide')); window.lab.request('lab.status', {}).then(() => true)";
const FAREWELL_PATIENCE = 1000;

/** A window that is destroyed tells its page nothing: let it save what it still holds back. A page that hangs is not waited for. */
export async function sayFarewell(window: BrowserWindow): Promise<void> {
  const patience = new Promise((done) => setTimeout(done, FAREWELL_PATIENCE));
  await Promise.race([window.webContents.executeJavaScript(FAREWELL), patience]);
}

export function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** A kept place counts only where a screen still is. */
function onScreen(place: WindowPlace | undefined): Partial<WindowPlace> {
  if (place === undefined) return {};
  const { x, y, width, height } = place;
  const size = { width: Math.max(width, SMALLEST.width), height: Math.max(height, SMALLEST.height) };
  const visible = screen.getAllDisplays().some(({ workArea: area }) => x < area.x + area.width - 50 && x + width > area.x + 50 && y >= area.y - 10 && y < area.y + area.height - 50);
  return visible ? { x, y, ...size } : size;
}
