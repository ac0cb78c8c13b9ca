/** Spelling to value: integer, floating, character and string constants (C11 6.4.4, 6.4.5). */

export interface IntegerLiteral {
  value: bigint;
  unsigned: boolean;
  /** 0 none, 1 `l`, 2 `ll`. */
  long: number;
  decimal: boolean;
}

export function parseIntegerLiteral(text: string): IntegerLiteral | null {
  const m = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)([uU]?(?:ll|LL|[lL])?|(?:ll|LL|[lL])[uU])$/.exec(text);
  if (!m) return null;
  const digits = /^0[0-7]+$/.test(m[1]) ? `0o${m[1].slice(1)}` : m[1];
  const suffix = m[2].toLowerCase();
  return {
    value: BigInt(digits),
    unsigned: suffix.includes('u'),
    long: suffix.includes('ll') ? 2 : suffix.includes('l') ? 1 : 0,
    decimal: /^[1-9]/.test(m[1]),
  };
}

export interface FloatLiteral {
  value: number;
  suffix: 'f' | 'l' | '';
}

export function parseFloatLiteral(text: string): FloatLiteral | null {
  const m = /^((?:[0-9]*\.[0-9]+|[0-9]+\.?)(?:[eE][+-]?[0-9]+)?|0[xX](?:[0-9a-fA-F]*\.?[0-9a-fA-F]*)[pP][+-]?[0-9]+)([fFlL]?)$/.exec(text);
  if (!m) return null;
  const suffix = m[2].toLowerCase() as 'f' | 'l' | '';
  const value = /^0[xX]/.test(m[1]) ? hexFloat(m[1]) : Number(m[1]);
  return { value: suffix === 'f' ? Math.fround(value) : value, suffix };
}

function hexFloat(text: string): number {
  const [mantissa, exponent] = text.slice(2).toLowerCase().split('p');
  const [whole, fraction = ''] = mantissa.split('.');
  const value = Number(BigInt(`0x0${whole}${fraction}`));
  return value * 2 ** (Number(exponent) - 4 * fraction.length);
}

const SIMPLE: Record<string, number> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11, e: 27, E: 27, '\\': 92, "'": 39, '"': 34, '?': 63 };

/** Elements of the quoted text: UTF-8 bytes for narrow, code points for wide. `bad` names a wrong escape. */
export function parseQuoted(text: string): { prefix: string; elements: number[]; bad: string | null } {
  const open = text.search(/["']/);
  const prefix = text.slice(0, open);
  const body = text.slice(open + 1, -1);
  const wide = prefix === 'L' || prefix === 'u' || prefix === 'U';
  const elements: number[] = [];
  let bad: string | null = null;
  const add = (code: number) => (wide ? elements.push(code) : utf8(code, elements));
  for (let i = 0; i < body.length; ) {
    const c = body.codePointAt(i) as number;
    if (c !== 92) {
      add(c);
      i += c > 0xffff ? 2 : 1;
      continue;
    }
    const rest = body.slice(i + 1);
    const octal = /^[0-7]{1,3}/.exec(rest);
    const hex = /^x[0-9a-fA-F]+/.exec(rest);
    const universal = /^(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/.exec(rest);
    if (octal) elements.push(wide ? parseInt(octal[0], 8) : parseInt(octal[0], 8) & 255);
    else if (hex) elements.push(Number(BigInt.asUintN(wide ? 32 : 8, BigInt(`0${hex[0]}`))));
    else if (universal) add(parseInt(universal[0].slice(1), 16));
    else if (SIMPLE[rest[0]] !== undefined) elements.push(SIMPLE[rest[0]]);
    else {
      bad ??= rest[0];
      add(rest.codePointAt(0) ?? 0);
    }
    i += 1 + (octal ?? hex ?? universal ?? [rest[0] ?? ''])[0].length;
  }
  return { prefix, elements, bad };
}

function utf8(code: number, out: number[]): void {
  if (code < 0x80) out.push(code);
  else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
  else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
}

/** Value of a character constant as int; several characters pack big end first, as gcc does. */
export function parseCharLiteral(text: string, charSigned: boolean): { value: number; count: number; prefix: string; bad: string | null } {
  const { prefix, elements, bad } = parseQuoted(text);
  if (prefix) return { value: elements[0] ?? 0, count: elements.length, prefix, bad };
  let value = 0;
  for (const e of elements) value = (value << 8) | e;
  if (elements.length === 1 && charSigned) value = (value << 24) >> 24;
  return { value, count: elements.length, prefix, bad };
}
