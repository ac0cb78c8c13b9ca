/** The commands that exist without any view. */
import { STEP_UNITS } from '../../core/contract';
import type { StepUnit } from '../../core/contract';
import { PANELS, panelKey } from '../frame/panels';
import { parseWhole } from '../ui/numbers';
import { useActs } from '../stores/acts';
import { useDock } from '../stores/dock';
import { useLab } from '../stores/lab';
import { useMoment } from '../stores/moment';
import { useNotices } from '../stores/notices';
import { useOverlay } from '../stores/overlay';
import { useSelection } from '../stores/selection';
import { useSettings } from '../stores/settings';
import { useStepping } from '../stores/stepping';
import { useStops } from '../stores/stops';
import { saveText } from '../views/console/save-text';
import { useSource } from '../views/source/source-store';
import { hintOf } from './registry';
import type { Command } from './registry';

/** F10 is the usual step; its neighbours step by larger units, Shift goes back. */
const STEP_KEYS: Record<StepUnit, string> = { instruction: 'F10', beat: 'F11', transfer: 'F12', interrupt: 'F8', descriptor: 'F7' };
const STEP_TITLES: Record<StepUnit, [forward: string, back: string]> = {
  instruction: ['Step one instruction', 'Step back one instruction'],
  beat: ['Step one beat', 'Step back one beat'],
  transfer: ['Step one transfer', 'Step back one transfer'],
  interrupt: ['Run until the next interrupt', 'Go back to the previous interrupt'],
  descriptor: ['Run until a descriptor moves on', 'Go back to where a descriptor moved'],
};

export function appCommands(): Command[] {
  return [...runCommands(), ...timeCommands(), ...viewCommands(), ...sessionCommands()];
}

const MOST_SHOWN = 120;
const shortened = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

function runCommands(): Command[] {
  const lab = useLab();
  const stepping = useStepping();
  const acts = useActs();
  const stops = useStops();
  const notices = useNotices();
  const still = (): boolean => lab.status !== null && !lab.running;
  /** What has gone is not to be seen any more: it is named. */
  const travel = async (name: 'run.undo' | 'run.redo', done: string, what: string): Promise<void> => {
    if ((await lab.run(name, {})) !== null) notices.add({ severity: 'info', message: `${done}: ${shortened(what)}` });
  };
  /** An input that came after the last such step is taken back first: that must not pass unseen. */
  const step = (unit: StepUnit, direction: 'forward' | 'back') => async (): Promise<void> => {
    const before = lab.status?.redoes;
    const now = await lab.run('run.step', { unit, direction });
    if (direction === 'back' && now !== null && now.redoes !== '' && now.redoes !== before) notices.add({ severity: 'info', message: `Taken back: ${shortened(now.redoes)}`, remedy: `It came after the last ${unit}. ${hintOf('redo').split('\n')[0]} brings it again.` });
  };
  return [
    { id: 'run.start', title: 'Run', group: 'Run', keys: ['F5'], when: still, run: () => lab.run('run.start', {}), words: 'continue go' },
    { id: 'run.pause', title: 'Pause', group: 'Run', keys: ['F6'], when: () => lab.running, run: () => lab.run('run.pause', {}), words: 'stop break' },
    { id: 'step.forward', title: 'Step by the chosen unit', group: 'Step', keys: ['Alt+ArrowRight'], when: still, run: () => step(stepping.unit, 'forward')() },
    { id: 'step.back', title: 'Step back by the chosen unit', group: 'Step', keys: ['Alt+ArrowLeft'], when: still, run: () => step(stepping.unit, 'back')() },
    ...STEP_UNITS.flatMap((unit): Command[] => [
      { id: `step.${unit}`, title: STEP_TITLES[unit][0], group: 'Step', keys: [STEP_KEYS[unit]], when: still, run: step(unit, 'forward') },
      { id: `stepback.${unit}`, title: STEP_TITLES[unit][1], group: 'Step', keys: [`Shift+${STEP_KEYS[unit]}`], when: still, run: step(unit, 'back') },
    ]),
    { id: 'findings.stop', title: 'Stop where something is found wrong, or no more', group: 'Run', keys: ['Alt+Shift+KeyF'], when: () => lab.status !== null, words: 'break exception error finding', run: () => stops.toggleFindings() },
    { id: 'undo', title: 'Undo', group: 'Edit', keys: ['Ctrl+KeyZ'], words: 'take back input', when: () => acts.undoable !== null || lab.status?.canUndo === true, detail: () => acts.undoable?.text ?? lab.status?.undoes ?? '', run: () => (acts.undoable !== null ? acts.undo() : travel('run.undo', 'Taken back', lab.status?.undoes ?? '')) },
    { id: 'redo', title: 'Redo', group: 'Edit', keys: ['Ctrl+Shift+KeyZ', 'Ctrl+KeyY'], words: 'enter again input', when: () => acts.redoable !== null || lab.status?.canRedo === true, detail: () => acts.redoable?.text ?? lab.status?.redoes ?? '', run: () => (acts.redoable !== null ? acts.redo() : travel('run.redo', 'Entered again', lab.status?.redoes ?? '')) },
  ];
}

function timeCommands(): Command[] {
  const lab = useLab();
  const moment = useMoment();
  const selection = useSelection();
  const overlay = useOverlay();
  const goto = (to: number): unknown => lab.run('run.goto', { to });
  return [
    { id: 'time.start', title: 'Go to the beginning', group: 'Time', keys: ['Alt+Home'], when: () => (lab.status?.cycle ?? 0) > 0, run: () => goto(0), words: 'reset restart power-on' },
    {
      id: 'time.goto', title: 'Go to cycle…', group: 'Time', keys: ['Ctrl+KeyT'],
      run: () => overlay.ask({ title: 'Go to cycle', label: 'Cycle', initial: String(lab.status?.cycle ?? 0), accept: 'Go', problem: (text) => (parseWhole(text) === null ? 'Give a whole number of cycles, such as 184 220.' : ''), done: (text) => goto(parseWhole(text) ?? 0) }),
    },
    { id: 'time.selected', title: 'Go to the selected cycle', group: 'Time', keys: ['Alt+Enter'], when: () => selection.cycle !== null, run: () => goto(selection.cycle ?? 0) },
    { id: 'moment.now', title: 'Mark changes from now on', group: 'Time', keys: ['Ctrl+KeyM'], run: () => moment.setToNow(), words: 'since moment' },
    { id: 'moment.selected', title: 'Mark changes from the selected cycle on', group: 'Time', keys: ['Ctrl+Shift+KeyM'], when: () => selection.cycle !== null, run: () => moment.set(selection.cycle ?? 0), words: 'since moment' },
    { id: 'moment.start', title: 'Mark all changes since power-on', group: 'Time', keys: ['Alt+Shift+KeyM'], when: () => moment.since > 0, run: () => moment.set(0), words: 'since moment' },
  ];
}

function viewCommands(): Command[] {
  const dock = useDock();
  const settings = useSettings();
  const overlay = useOverlay();
  return [
    ...PANELS.map(({ id, title }, index): Command => ({ id: `view.${id}`, title: `Show ${title}`, group: 'View', keys: [panelKey(index)], run: () => dock.focus(id), words: 'open panel focus' })),
    { id: 'view.maximize', title: 'Enlarge the view, or bring the others back', group: 'View', keys: ['Ctrl+Shift+Enter'], run: () => dock.handle?.toggleMaximized() },
    { id: 'view.close', title: 'Close the view', group: 'View', keys: ['Ctrl+KeyW'], run: () => dock.handle?.close() },
    { id: 'view.resetLayout', title: 'Reset the layout', group: 'View', keys: ['Alt+Shift+KeyL'], run: () => dock.handle?.reset() },
    { id: 'view.theme', title: 'Light or dark', group: 'View', keys: ['Ctrl+Shift+KeyL'], run: () => settings.setTheme(settings.dark ? 'light' : 'dark'), words: 'toggle theme' },
    { id: 'view.systemTheme', title: 'Light or dark as the system has it', group: 'View', keys: ['Alt+Shift+KeyT'], when: () => settings.theme !== 'system', run: () => settings.setTheme('system'), words: 'theme' },
    { id: 'selection.clear', title: 'Select nothing', group: 'Edit', keys: ['Ctrl+Shift+KeyA'], run: () => useSelection().clear() },
    { id: 'help.palette', title: 'All commands', group: 'Help', keys: ['Ctrl+KeyK', 'Ctrl+Shift+KeyP'], run: () => overlay.show('palette'), words: 'palette search' },
    { id: 'help.keys', title: 'Keys', group: 'Help', keys: ['?', 'F1'], run: () => overlay.show('keys'), words: 'shortcuts sheet' },
  ];
}

function sessionCommands(): Command[] {
  const lab = useLab();
  const overlay = useOverlay();
  const source = useSource();
  return [
    { id: 'session.open', title: 'Open a session file…', group: 'Session', keys: ['Ctrl+KeyO'], run: () => lab.run('app.open', {}) },
    { id: 'session.browse', title: 'Sessions that come with the bench…', group: 'Session', keys: ['Ctrl+Shift+KeyO'], run: () => overlay.show('sessions'), words: 'shipped examples recent' },
    { id: 'session.setUp', title: 'Set the lab up: kernel, caches, memory…', group: 'Session', keys: ['Ctrl+Shift+KeyU'], run: () => overlay.show('setup'), words: 'profile version iommu bounce swiotlb mem seed options snoop coherent' },
    { id: 'session.save', title: 'Save', group: 'Session', keys: ['Ctrl+KeyS'], run: async () => (await source.writeAll()) && lab.run('app.save', {}) },
    { id: 'session.saveLog', title: 'Save the kernel log as text…', group: 'Session', keys: ['Alt+Shift+KeyK'], run: () => saveText('kernel log'), words: 'export dmesg file' },
    { id: 'session.saveShell', title: 'Save what the shell showed as text…', group: 'Session', keys: ['Alt+Shift+KeyJ'], run: () => saveText('shell'), words: 'export terminal file transcript' },
    { id: 'session.saveAs', title: 'Save as…', group: 'Session', keys: ['Ctrl+Shift+KeyS'], run: async () => (await source.writeAll()) && lab.run('app.saveAs', {}) },
  ];
}
