/** Start of the main process: puts window, gate and bench together and takes them apart in order. The window comes first. */
import { app, Menu } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Events } from '../core/contract';
import type { Bench } from './bench';
import { parseCommandLine } from './command-line';
import { systemDialogs } from './dialogs';
import { chooseProcesses } from './processes';
import { Gate } from './ipc';
import { openLog } from './log';
import { menuTemplate } from './menu';
import { report } from './report';
import { Settings } from './settings';
import type { LastSession } from './settings';
import { createWindow, pageUrl, placeOf, sayFarewell, showTitle } from './window';

const AUTOSAVE_EVERY = 2000;
const MOST_RELOADS = 3;

const commandLine = parseCommandLine(process.argv.slice(1), process.cwd(), app.isPackaged);
const directory = app.getPath('userData');
const log = openLog(directory, () => new Date());

process.on('uncaughtException', (fault) => log('main', fault));
process.on('unhandledRejection', (fault) => log('main', fault));

chooseProcesses(app);
// Said before the application is ready: Electron does not make its own menu then.
Menu.setApplicationMenu(null);
void app.whenReady().then(start).catch(fatal);

async function start(): Promise<void> {
  if (commandLine.problem !== null) throw new Error(commandLine.problem);
  const settings = new Settings(directory);
  const page = pageUrl(app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']);
  const window = createWindow(page, settings.window);
  // The page starts in its own process while the bench is read and built in this one; its requests wait for that.
  const gate = new Gate(window, page, { handle: async (name, args) => (await opening).handle(name, args) }, log);
  const loaded = window.loadURL(page);
  const send = <E extends keyof Events>(event: E, payload: Events[E]): void => {
    gate.send(event, payload);
    if (typeof payload === 'object' && 'sessionName' in payload) showTitle(window, payload);
  };
  const opening = import('./open-bench').then(({ openBench }) => openBench({ settings, dialogs: systemDialogs(window, process.env['DMA_LAB_UNSAVED']), send, log }, directory, firstSession(settings)));
  const openRecent = (path: string): void =>
    void opening.then((bench) => bench.handle('app.open', { path })).catch((fault: unknown) => gate.send('notice', { severity: 'error', message: fault instanceof Error ? fault.message : String(fault), remedy: 'Open another session, or the file from where it is now.' }));
  settings.recentChanged = () => Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate((id) => gate.send('command', { id }), { files: settings.recent(), open: openRecent })));
  settings.recentChanged();
  const bench = await opening;
  leaveInOrder(window, bench, gate, settings);
  comeBack(window);
  await bench.begin();
  showTitle(window, bench.status());
  await loaded;
  if (commandLine.report !== null) await makeReport(bench, window, commandLine.report);
}

/** A file from the command line, else the last one; a report is about the default session. */
function firstSession(settings: Settings): LastSession | undefined {
  if (commandLine.file !== null) return { kind: 'file', path: commandLine.file };
  return commandLine.report === null ? settings.last : undefined;
}

/** Closing asks about unsaved work first, keeps the window's place, and leaves nothing to recover. */
function leaveInOrder(window: BrowserWindow, bench: Bench, gate: Gate, settings: Settings): void {
  const autosave = setInterval(() => void bench.autosave().catch((fault: unknown) => log('autosave', fault)), AUTOSAVE_EVERY);
  let asking = false;
  const close = async (): Promise<void> => {
    if (!(await bench.mayLeave())) return;
    clearInterval(autosave);
    await sayFarewell(window).catch((fault: unknown) => log('page', fault));
    settings.setWindow(placeOf(window));
    bench.end();
    gate.close();
    window.destroy();
  };
  window.on('close', (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    void close()
      .catch((fault: unknown) => {
        log('close', fault);
        gate.send('notice', { severity: 'error', message: fault instanceof Error ? fault.message : String(fault), remedy: 'Save the session in another place, or close without saving.' });
      })
      .finally(() => {
        asking = false;
      });
  });
  app.on('window-all-closed', () => app.quit());
}

/** The lab lives here: a page that crashed is loaded again and shows the same state. */
function comeBack(window: BrowserWindow): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_, { reason }) => {
    log('page', new Error(`the page's process ended: ${reason}`));
    if (reason !== 'clean-exit' && ++reloads <= MOST_RELOADS && !window.isDestroyed()) window.webContents.reload();
  });
}

async function makeReport(bench: Bench, window: BrowserWindow, folder: string): Promise<void> {
  await report(bench, window, folder, (line) => process.stdout.write(`${line}\n`));
  bench.end();
  app.exit(0);
}

function fatal(fault: unknown): void {
  log('start', fault);
  process.stdout.write(`failed: ${fault instanceof Error ? fault.message : String(fault)}\n`);
  app.exit(1);
}
