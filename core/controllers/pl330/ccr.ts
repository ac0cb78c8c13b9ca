/**
 * The channel control register in ARM's assembler notation, "SB16 SS64 SAI DB16 DS64 DAI": fields as data, printing and
 * reading. ARM DDI 0424 sections 3.3.14 and 4.3.12. Omitted fields take the assembler's defaults: increment, 8 bits, 1 beat.
 */

interface CcrNotation {
  readonly prefix: string;
  readonly bit: number;
  readonly width: number;
  /** Text of each stored value; values without one can only be written as a number. */
  readonly texts: readonly (string | undefined)[];
  readonly fallback: number;
  readonly meaning: string;
}

const count = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
const SIZES = ['8', '16', '32', '64', '128'];
/** AWCACHE[2] does not exist: stored bits are AWCACHE 3, 1, 0. */
const WRITE_CACHE = ['0', '1', '2', '3', '8', '9', '10', '11'];

export const CCR_NOTATION: readonly CcrNotation[] = [
  { prefix: 'SB', bit: 4, width: 4, texts: count(1, 16), fallback: 0, meaning: 'beats of a source burst, 1 to 16' },
  { prefix: 'SS', bit: 1, width: 3, texts: SIZES, fallback: 0, meaning: 'bits of a source beat: 8, 16, 32, 64 or 128' },
  { prefix: 'SA', bit: 0, width: 1, texts: ['F', 'I'], fallback: 1, meaning: 'source address fixed (F) or incrementing (I)' },
  { prefix: 'SP', bit: 8, width: 3, texts: count(0, 7), fallback: 0, meaning: 'ARPROT, 0 to 7' },
  { prefix: 'SC', bit: 11, width: 3, texts: count(0, 7), fallback: 0, meaning: 'ARCACHE, 0 to 7' },
  { prefix: 'DB', bit: 18, width: 4, texts: count(1, 16), fallback: 0, meaning: 'beats of a destination burst, 1 to 16' },
  { prefix: 'DS', bit: 15, width: 3, texts: SIZES, fallback: 0, meaning: 'bits of a destination beat: 8, 16, 32, 64 or 128' },
  { prefix: 'DA', bit: 14, width: 1, texts: ['F', 'I'], fallback: 1, meaning: 'destination address fixed (F) or incrementing (I)' },
  { prefix: 'DP', bit: 22, width: 3, texts: count(0, 7), fallback: 0, meaning: 'AWPROT, 0 to 7' },
  { prefix: 'DC', bit: 25, width: 3, texts: WRITE_CACHE, fallback: 0, meaning: 'AWCACHE without its bit 2: 0 to 3 or 8 to 11' },
  { prefix: 'ES', bit: 28, width: 3, texts: SIZES, fallback: 0, meaning: 'bits of an endian swap group: 8 (none), 16, 32, 64 or 128' },
];

/** Notation of `value`, fields at their default left out where that stays readable; undefined when only a number says it. */
export function ccrText(value: number): string | undefined {
  if (value >>> 31 !== 0) return undefined;
  const parts: string[] = [];
  for (const field of CCR_NOTATION) {
    const stored = (value >>> field.bit) & ((1 << field.width) - 1);
    const text = field.texts[stored];
    if (text === undefined) return undefined;
    if (stored !== field.fallback || /^[SD][BSA]$/.test(field.prefix)) parts.push(field.prefix + text);
  }
  return parts.join(' ');
}

export interface CcrWord {
  readonly text: string;
  readonly column: number;
}

/** The value that `words` describe, or the word that is wrong and why. */
export function ccrValue(words: readonly CcrWord[]): number | { readonly column: number; readonly message: string } {
  let value = 0;
  const given = new Set<CcrNotation>();
  for (const { text, column } of words) {
    const upper = text.toUpperCase();
    const field = CCR_NOTATION.find((candidate) => upper.startsWith(candidate.prefix));
    if (field === undefined) return { column, message: `${text} is no field of CCR; fields are ${CCR_NOTATION.map((known) => known.prefix).join(', ')}` };
    if (given.has(field)) return { column, message: `${field.prefix} is given twice; keep one` };
    given.add(field);
    const stored = field.texts.indexOf(upper.slice(2));
    if (stored < 0) return { column, message: `${text}: ${field.prefix} takes ${field.meaning}` };
    value += stored * 2 ** field.bit;
  }
  for (const field of CCR_NOTATION) if (!given.has(field)) value += field.fallback * 2 ** field.bit;
  return value;
}
