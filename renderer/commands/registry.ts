/** Every action of the app once: menu, palette, key sheet, buttons and their tooltips all read this list. */
import { computed, hasInjectionContext, inject, nextTick, onScopeDispose, shallowReactive } from 'vue';
import type { ComputedRef, InjectionKey } from 'vue';
import { useNotices } from '../stores/notices';
import { keyLabel, matches, typesAltSign, typesText } from './keys';
import type { KeyPress } from './keys';

export const COMMAND_GROUPS = ['Run', 'Step', 'Time', 'Edit', 'Go', 'View', 'Session', 'Help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface Command {
  id: string;
  title: string;
  group: CommandGroup;
  /** Chords, see keys.ts; the first is the one that is shown. */
  keys?: readonly string[];
  /** The keys hold only where the focus is in an element with this `data-keys`; there they win over keys of the window. */
  within?: string;
  /** May it act now? Missing: always. */
  when?: () => boolean;
  /** What it would do now, behind the title in tooltips. */
  detail?: () => string;
  run: () => unknown;
  /** More words to be found by in the palette. */
  words?: string;
}

const registered = shallowReactive(new Map<string, Command>());

/** Adds commands; answers how to remove them. An id or key that is taken is a mistake in the program. */
export function addCommands(list: readonly Command[]): () => void {
  for (const command of list) {
    if (registered.has(command.id)) throw new Error(`command '${command.id}' is registered twice`);
    for (const key of command.keys ?? []) {
      const holder = [...registered.values()].find((other) => other.within === command.within && other.keys?.includes(key) === true);
      if (holder !== undefined) throw new Error(`key ${keyLabel(key)} belongs to both '${holder.id}' and '${command.id}'`);
    }
    registered.set(command.id, command);
  }
  return () => {
    for (const command of list) if (registered.get(command.id) === command) registered.delete(command.id);
  };
}

/** Brings the docked view to the front; provided by the docking area. */
export const REVEAL_VIEW: InjectionKey<() => void> = Symbol('reveal view');

/** Commands of a view, for as long as it is open. Those that go somewhere in it bring it to the front first. */
export function useCommands(list: readonly Command[]): void {
  const reveal = hasInjectionContext() ? inject(REVEAL_VIEW, null) : null;
  const revealing = (command: Command): Command => ({
    ...command,
    run: async () => {
      reveal?.();
      await nextTick();
      return command.run();
    },
  });
  onScopeDispose(addCommands(reveal === null ? list : list.map((command) => (command.group === 'Go' ? revealing(command) : command))));
}

export const allCommands: ComputedRef<Command[]> = computed(() => [...registered.values()].sort((a, b) => COMMAND_GROUPS.indexOf(a.group) - COMMAND_GROUPS.indexOf(b.group)));

export const commandOf = (id: string): Command | undefined => registered.get(id);
export const isEnabled = (command: Command): boolean => command.when?.() ?? true;
export const keyOf = (id: string): string => {
  const first = registered.get(id)?.keys?.[0];
  return first === undefined ? '' : keyLabel(first);
};
/** 'Run (F5)': title with key, for tooltips. */
export const hintOf = (id: string): string => {
  const key = keyOf(id);
  const detail = registered.get(id)?.detail?.() ?? '';
  return `${registered.get(id)?.title ?? id}${key === '' ? '' : ` (${key})`}${detail === '' ? '' : `\n${detail}`}`;
};

/** Runs a command if it exists and may act now. */
export async function runCommand(id: string): Promise<boolean> {
  const command = registered.get(id);
  if (command === undefined || !isEnabled(command)) return false;
  try {
    await command.run();
  } catch (failure) {
    useNotices().failure(failure);
  }
  return true;
}

/** Keys that a text field needs for itself. */
const EDITING = new Set(['Ctrl+KeyZ', 'Ctrl+Shift+KeyZ', 'Ctrl+KeyY', 'Ctrl+KeyA', 'Ctrl+KeyC', 'Ctrl+KeyX', 'Ctrl+KeyV']);

/** The command that a key press means, given whether the user is typing in a field, and in which `data-keys`. */
export function commandFor(press: KeyPress, typing: boolean, place: string | null = null): Command | undefined {
  return (place === null ? undefined : firstFor(press, typing, place)) ?? firstFor(press, typing, null);
}

function firstFor(press: KeyPress, typing: boolean, place: string | null): Command | undefined {
  for (const command of registered.values()) {
    if ((command.within ?? null) !== place) continue;
    const chord = command.keys?.find((key) => matches(key, press));
    if (chord === undefined || (typing && (typesText(chord) || typesAltSign(press) || EDITING.has(chord)))) continue;
    return command;
  }
  return undefined;
}
