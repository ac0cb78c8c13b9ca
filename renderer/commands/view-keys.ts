/** Keys that hold only inside a view or a kind of list and are no commands of their own: for the key sheet. */
import { TIMELINE_KEYS } from '../views/timeline/timeline-keys';

export interface KeyNote {
  readonly title: string;
  /** Chords as in keys.ts. */
  readonly keys: readonly string[];
}

export const VIEW_KEYS: readonly { readonly title: string; readonly notes: readonly KeyNote[] }[] = [
  { title: 'In the timeline', notes: TIMELINE_KEYS.map(({ title, keys }) => ({ title, keys: keys.slice(0, 2) })) },
  {
    title: 'In the bytes of the memory view',
    notes: [
      { title: 'Move by bytes and rows; with Shift: select', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
      { title: 'Move by words', keys: ['Ctrl+ArrowLeft', 'Ctrl+ArrowRight'] },
      { title: 'Ends of the row', keys: ['Home', 'End'] },
      { title: 'Ends of memory', keys: ['Ctrl+Home', 'Ctrl+End'] },
      { title: 'Type over bytes', keys: ['0', '…', 'f'] },
      { title: 'Write what was typed', keys: ['Enter'] },
      { title: 'Forget what was typed', keys: ['Escape'] },
      { title: 'Copy the selected bytes', keys: ['Ctrl+KeyC'] },
    ],
  },
  {
    title: 'In lists, tables and trees',
    notes: [
      { title: 'Up and down', keys: ['ArrowUp', 'ArrowDown'] },
      { title: 'Open and close', keys: ['ArrowRight', 'ArrowLeft'] },
      { title: 'First and last', keys: ['Home', 'End'] },
      { title: 'Choose, or edit a register', keys: ['Enter'] },
      { title: 'Show what a pointer of C points at in memory', keys: ['Shift+Enter'] },
      { title: 'Give a variable of C another value', keys: ['F2'] },
      { title: 'Stop when a variable of C is written', keys: ['F9'] },
      { title: 'Remove a watched expression', keys: ['Delete'] },
    ],
  },
  {
    title: 'In the shell',
    notes: [
      { title: 'Earlier and later lines', keys: ['ArrowUp', 'ArrowDown'] },
      { title: 'Interrupt', keys: ['Ctrl+KeyC'] },
      { title: 'To the end of the output', keys: ['Ctrl+KeyL'] },
    ],
  },
  { title: 'In the text of the source', notes: [{ title: 'Find', keys: ['Ctrl+KeyF'] }, { title: 'Undo and redo typing', keys: ['Ctrl+KeyZ', 'Ctrl+KeyY'] }, { title: 'Leave the text: first Escape, then Tab', keys: ['Escape', 'Tab'] }] },
];
