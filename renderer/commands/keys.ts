/**
 * Key chords. Written as 'Ctrl+Shift+KeyP': modifiers in the order Ctrl, Alt, Shift, then `KeyboardEvent.code`, so
 * that letters sit at the same place on every keyboard layout. A single sign such as '?' stands for the sign itself,
 * wherever the layout has it. Ctrl also means Command.
 */
export interface KeyPress {
  code: string;
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const isSign = (chord: string): boolean => chord.length === 1;

export function chordOf(press: KeyPress): string {
  const modifiers = [press.ctrlKey || press.metaKey ? 'Ctrl+' : '', press.altKey ? 'Alt+' : '', press.shiftKey ? 'Shift+' : ''];
  return modifiers.join('') + press.code;
}

export function matches(chord: string, press: KeyPress): boolean {
  if (isSign(chord)) return press.key === chord && !press.ctrlKey && !press.metaKey && !press.altKey;
  return chordOf(press) === chord;
}

/** A chord without modifier that types a sign: it must not act while the user types text. */
export function typesText(chord: string): boolean {
  return !/Ctrl\+|Alt\+/.test(chord) && !/(^|\+)F\d+$/.test(chord);
}

/** Alt (the option key of some keyboards) and a letter that types a sign: '@', 'ł', '€'. Then it is text. */
export function typesAltSign({ altKey, ctrlKey, key, code }: KeyPress): boolean {
  return altKey && !ctrlKey && key.length === 1 && /^(Key|Digit)/.test(code) && key.toUpperCase() !== code.replace(/^Key|^Digit/, '');
}

const NAMES: Record<string, string> = {
  ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', Comma: ',', Period: '.', Slash: '/',
  Minus: '−', Equal: '+', Backspace: '⌫', BracketLeft: '[', BracketRight: ']', Backquote: '`', Space: 'Space',
};

/** How a chord is shown: 'Ctrl+Shift+P'. */
export function keyLabel(chord: string): string {
  return chord
    .split(/\+(?=.)/)
    .map((part) => NAMES[part] ?? part.replace(/^Key(?=[A-Z]$)/, '').replace(/^Digit(?=\d$)/, ''))
    .join('+');
}
