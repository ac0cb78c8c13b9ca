/**
 * Patterns of grep, matched by following all possibilities at once, so that no pattern takes longer than its length times
 * that of the line. Basic and extended: . [] * ^ $ \, and + ? | where they are signs. Not modelled: groups, counts, back references.
 */
interface Item {
  /** Which characters fit; null: any. */
  readonly set: ReadonlySet<string> | null;
  readonly inverted: boolean;
  readonly many: boolean;
  readonly optional: boolean;
}

interface Alternative {
  readonly start: boolean;
  readonly end: boolean;
  readonly items: readonly Item[];
}

export interface Pattern {
  readonly alternatives: readonly Alternative[];
}

type Kind = 'basic' | 'extended' | 'fixed';

const CLASSES: Readonly<Record<string, string>> = { d: '0123456789', s: ' \t\n\v\f\r', w: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_' };
const NAMED: Readonly<Record<string, string>> = { digit: CLASSES.d, space: CLASSES.s, xdigit: '0123456789abcdefABCDEF', alpha: CLASSES.w.slice(0, 52), alnum: CLASSES.w.slice(0, 62), lower: CLASSES.w.slice(0, 26), upper: CLASSES.w.slice(26, 52) };

/** `[...]` from behind its bracket. */
function readSet(text: string, from: number): { readonly set: Set<string>; readonly inverted: boolean; readonly end: number } | undefined {
  let at = from;
  const inverted = text[at] === '^';
  if (inverted) at++;
  const set = new Set<string>();
  for (let first = true; at < text.length; first = false) {
    if (text[at] === ']' && !first) return { set, inverted, end: at + 1 };
    const named = /^\[:(\w+):\]/.exec(text.slice(at));
    if (named !== null) {
      for (const one of NAMED[named[1]] ?? '') set.add(one);
      at += named[0].length;
    } else if (text[at + 1] === '-' && text[at + 2] !== undefined && text[at + 2] !== ']') {
      for (let code = text.charCodeAt(at); code <= text.charCodeAt(at + 2); code++) set.add(String.fromCharCode(code));
      at += 3;
    } else set.add(text[at++]);
  }
  return undefined;
}

function readAlternative(text: string, kind: Kind): Alternative | { readonly error: string } {
  const items: Item[] = [];
  if (kind === 'fixed') return { start: false, end: false, items: [...text].map((one) => ({ set: new Set([one]), inverted: false, many: false, optional: false })) };
  const start = text.startsWith('^');
  const end = /(^|[^\\])\$$/.test(text);
  const last = text.length - (end ? 1 : 0);
  let at = start ? 1 : 0;
  while (at < last) {
    let set: ReadonlySet<string> | null;
    let inverted = false;
    const character = text[at];
    if (character === '\\' && at + 1 < last) {
      set = new Set(CLASSES[text[at + 1]] ?? text[at + 1]);
      at += 2;
    } else if (character === '[') {
      const read = readSet(text, at + 1);
      if (read === undefined) return { error: `bad regex '${text}': unmatched [` };
      ({ set, inverted } = read);
      at = read.end;
    } else {
      if (kind === 'extended' && /[(){}]/.test(character)) return { error: `bad regex '${text}': groups and counts are not there` };
      set = character === '.' ? null : new Set([character]);
      at++;
    }
    const sign = at < last ? text[at] : '';
    const repeats = sign === '*' || (kind === 'extended' && (sign === '+' || sign === '?'));
    if (repeats) at++;
    items.push({ set, inverted, many: repeats && sign !== '?', optional: repeats && sign !== '+' });
  }
  return { start, end, items };
}

/** Or what is wrong with it. */
export function parsePattern(text: string, kind: Kind): Pattern | { readonly error: string } {
  const alternatives: Alternative[] = [];
  for (const part of kind === 'extended' ? text.split('|') : kind === 'basic' ? text.split('\\|') : [text]) {
    const read = readAlternative(part, kind);
    if ('error' in read) return read;
    alternatives.push(read);
  }
  return { alternatives };
}

const fits = ({ set, inverted }: Item, character: string): boolean => set === null || set.has(character) !== inverted;

/** Does the line hold the pattern somewhere? */
export function matches(pattern: Pattern, line: string): boolean {
  return pattern.alternatives.some(({ start, end, items }) => {
    /** Items that may come next; `items.length` = all are done. */
    let places = new Set<number>();
    const enter = (into: Set<number>, from: number): void => {
      for (let at = from; ; at++) {
        into.add(at);
        if (at >= items.length || !items[at].optional) return;
      }
    };
    for (let i = 0; i <= line.length; i++) {
      if (!start || i === 0) enter(places, 0);
      if (places.has(items.length) && (!end || i === line.length)) return true;
      const following = new Set<number>();
      for (const place of places) {
        if (place >= items.length || i === line.length || !fits(items[place], line[i])) continue;
        if (items[place].many) following.add(place);
        enter(following, place + 1);
      }
      places = following;
    }
    return false;
  });
}
