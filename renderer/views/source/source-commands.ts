/** Actions of the source view. Step keys are those of the bench, by lines of C while the focus is in this view. */
import { useCommands } from '../../commands/registry';
import type { Command } from '../../commands/registry';
import { useDock } from '../../stores/dock';
import { askForNewFile, buildAndLoad } from './source-desk';
import type { SourceDesk } from './source-desk';

export interface ViewActions {
  openDisk(): void;
  cursorLine(): number;
  walk(by: 1 | -1): void;
  showFirst(): void;
  togglePane(): void;
  focus(): void;
}

export function useSourceCommands(desk: SourceDesk, view: ViewActions): void {
  useCommands([...fileCommands(desk, view), ...stepCommands(desk, view), ...messageCommands(desk, view)]);
}

function fileCommands(desk: SourceDesk, view: ViewActions): Command[] {
  const { path, source } = desk;
  return [
    { id: 'source.new', title: 'New source file…', group: 'Session', keys: ['Ctrl+KeyN'], words: 'driver C template', run: () => askForNewFile((desk.files.value.value ?? []).map((file) => file.path)) },
    { id: 'source.open', title: 'Open a source from disk…', group: 'Session', keys: ['Alt+KeyO'], words: 'import C file driver', run: () => (useDock().reveal('source'), view.openDisk()) },
    { id: 'source.save', title: 'Save the source into the session', group: 'Session', keys: ['Alt+KeyS'], when: () => source.drafts.size > 0, run: () => source.writeAll() },
    { id: 'source.revert', title: 'Throw away the unsaved text of the source', group: 'Session', keys: ['Alt+Shift+KeyS'], when: () => desk.isDirty.value, run: () => path.value !== null && source.edit(path.value, null) },
    { id: 'source.build', title: 'Build and load', group: 'Run', keys: ['Ctrl+Enter'], words: 'compile insmod module driver', when: () => path.value?.endsWith('.c') === true && !desk.lab.running, run: () => buildAndLoad(desk, view.showFirst) },
  ];
}

function stepCommands(desk: SourceDesk, view: ViewActions): Command[] {
  const { lab } = desk;
  const when = (): boolean => lab.status !== null && !lab.running;
  const step = (id: 'into' | 'over' | 'out' | 'back', title: string, key: string): Command => ({ id: `source.${id}`, title, group: 'Step', keys: [key], within: 'source', when, words: 'C source debug', run: () => lab.run('source.step', { how: id }) });
  const runTo = async (): Promise<void> => {
    const line = desk.savedLine(view.cursorLine());
    if (desk.path.value !== null && line !== null) await lab.run('source.runTo', { path: desk.path.value, line });
  };
  const toCursor: Command = { id: 'source.runTo', title: 'Run to the line of the cursor', group: 'Run', keys: ['Ctrl+F10'], within: 'source', when: () => when() && desk.saved.value?.editable === true, words: 'C source debug', run: runTo };
  return [toCursor, step('over', 'Step over the line of C', 'F10'), step('into', 'Step into the call', 'F11'), step('out', 'Step out of the function', 'Shift+F11'), step('back', 'Step back one line of C', 'Shift+F10')];
}

function messageCommands(desk: SourceDesk, view: ViewActions): Command[] {
  const when = (): boolean => desk.messages.list.value.length > 0;
  return [
    { id: 'source.breakpoint', title: 'Set or remove the breakpoint at the line', group: 'Run', keys: ['F9'], within: 'source', when: () => desk.saved.value?.editable === true, run: () => desk.toggle(view.cursorLine()) },
    { id: 'source.condition', title: 'When the breakpoint at the line stops…', group: 'Run', keys: ['Shift+F9'], within: 'source', when: () => desk.saved.value?.editable === true, words: 'conditional breakpoint condition hit count', run: () => desk.ask(view.cursorLine()) },
    { id: 'source.next', title: 'Next message of the compiler', group: 'Go', keys: ['F8'], within: 'source', when, run: () => view.walk(1) },
    { id: 'source.previous', title: 'Previous message of the compiler', group: 'Go', keys: ['Shift+F8'], within: 'source', when, run: () => view.walk(-1) },
    { id: 'source.editor', title: 'Go to the text of the source', group: 'Go', keys: ['Alt+KeyX'], run: () => view.focus() },
    { id: 'source.pane', title: 'Show or hide calls and variables', group: 'View', keys: ['Alt+KeyP'], run: () => view.togglePane() },
  ];
}
