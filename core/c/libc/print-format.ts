/** The printf family: one formatter for all, exact for every double. */
import type { NativeCall } from '../machine';

const view = new DataView(new ArrayBuffer(8));

const utf8 = (text: string): number[] => [...text].map((c) => c.charCodeAt(0) & 255);

/** Digits of |x| rounded half to even with `places` after the point. */
function exactFixed(x: number, places: number): string {
  const { mantissa, exponent } = split(Math.abs(x));
  let n = mantissa * 10n ** BigInt(places);
  n = exponent >= 0 ? n << BigInt(exponent) : halfEven(n, BigInt(-exponent));
  const text = n.toString().padStart(places + 1, '0');
  return places > 0 ? `${text.slice(0, -places)}.${text.slice(-places)}` : text;
}
function halfEven(n: bigint, shift: bigint): bigint {
  const whole = n >> shift;
  const rest = n - (whole << shift);
  const half = 1n << (shift - 1n);
  return rest > half || (rest === half && whole & 1n) ? whole + 1n : whole;
}
function split(x: number): { mantissa: bigint; exponent: number } {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const e = Number((bits >> 52n) & 0x7ffn);
  const m = bits & 0xfffffffffffffn;
  return e === 0 ? { mantissa: m, exponent: -1074 } : { mantissa: m | (1n << 52n), exponent: e - 1075 };
}
/** Exact decimal digits and exponent for %e with `places` after the point. */
function exactExponent(x: number, places: number): { digits: string; exponent: number } {
  if (x === 0) return { digits: '0'.repeat(places + 1), exponent: 0 };
  const { mantissa, exponent } = split(Math.abs(x));
  let e = Number(Math.abs(x).toExponential().split('e')[1]);
  for (;;) {
    const scale = places - e;
    let num = mantissa;
    let den = 1n;
    if (scale >= 0) num *= 10n ** BigInt(scale);
    else den *= 10n ** BigInt(-scale);
    if (exponent >= 0) num <<= BigInt(exponent);
    else den <<= BigInt(-exponent);
    let q = num / den;
    const twice = (num - q * den) * 2n;
    if (twice > den || (twice === den && q & 1n)) q++;
    const digits = q.toString();
    if (digits.length === places + 1) return { digits, exponent: e };
    e += digits.length > places + 1 ? 1 : -1;
  }
}
const exponentText = (e: number): string => `${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;

export function formatDouble(x: number, letter: string, precision: number, alternate: boolean): string {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return 'inf';
  const p = precision < 0 ? 6 : precision;
  switch (letter) {
    case 'f': return exactFixed(x, p) + (alternate && p === 0 ? '.' : '');
    case 'e': {
      const { digits, exponent } = exactExponent(x, p);
      return `${digits[0]}${p > 0 || alternate ? '.' : ''}${digits.slice(1)}e${exponentText(exponent)}`;
    }
    case 'a': return hexDouble(Math.abs(x), precision);
    default: {
      const n = p === 0 ? 1 : p;
      const { digits, exponent } = exactExponent(x, n - 1);
      const plain = exponent >= -4 && exponent < n;
      let text = plain ? exactFixed(x, n - 1 - exponent) : `${digits[0]}.${digits.slice(1)}`;
      if (!alternate && text.includes('.')) text = text.replace(/\.?0*$/, '');
      if (alternate && !text.includes('.')) text += '.';
      return plain ? text : `${alternate ? text : text.replace(/\.$/, '')}e${exponentText(exponent)}`;
    }
  }
}
function hexDouble(x: number, precision: number): string {
  if (x === 0) return precision > 0 ? `0x0.${'0'.repeat(precision)}p+0` : '0x0p+0';
  const { mantissa: start, exponent } = split(x);
  let mantissa = start;
  let e = exponent + 52;
  while (mantissa < 1n << 52n) {
    mantissa <<= 1n;
    e--;
  }
  if (precision >= 0 && precision < 13) {
    const drop = BigInt(4 * (13 - precision));
    mantissa = halfEven(mantissa, drop) << drop;
    if (mantissa >= 1n << 53n) {
      mantissa >>= 1n;
      e++;
    }
  }
  const all = mantissa.toString(16).slice(1);
  const digits = precision < 0 ? all.replace(/0+$/, '') : all.slice(0, precision).padEnd(precision, '0');
  return `0x1${digits ? `.${digits}` : ''}p${e < 0 ? '-' : '+'}${Math.abs(e)}`;
}

/** Widest field that is printed: a wild width must not take all memory. */
const WIDEST = 65_536;

interface Spec {
  left: boolean;
  plus: boolean;
  space: boolean;
  alternate: boolean;
  zero: boolean;
  width: number;
  precision: number;
}

function padded(sign: string, body: string, s: Spec, zeroAllowed: boolean): number[] {
  const room = Math.max(0, s.width - sign.length - body.length);
  if (s.left) return utf8(sign + body + ' '.repeat(room));
  if (s.zero && zeroAllowed) return utf8(sign + '0'.repeat(room) + body);
  return utf8(' '.repeat(room) + sign + body);
}

function formatInteger(v: bigint, signed: boolean, letter: string, s: Spec): number[] {
  const magnitude = v < 0n ? -v : v;
  const radix = letter === 'o' ? 8 : letter === 'x' || letter === 'X' || letter === 'p' ? 16 : 10;
  let digits = magnitude === 0n && s.precision === 0 ? '' : magnitude.toString(radix);
  if (s.precision > digits.length) digits = digits.padStart(s.precision, '0');
  if (letter === 'o' && s.alternate && !digits.startsWith('0')) digits = `0${digits}`;
  let sign = signed ? (v < 0n ? '-' : s.plus ? '+' : s.space ? ' ' : '') : '';
  if ((letter === 'x' || letter === 'X') && s.alternate && magnitude !== 0n) sign = '0x';
  if (letter === 'X') {
    digits = digits.toUpperCase();
    sign = sign.toUpperCase();
  }
  return padded(sign, digits, s, s.precision < 0);
}

export function readString(call: NativeCall, address: number, limit = 1 << 24): number[] {
  const out: number[] = [];
  for (let i = 0; i < limit; i++) {
    const c = call.machine.load((address + i) | 0, 1) & 255;
    if (c === 0 || call.machine.pending) break;
    out.push(c);
  }
  return out;
}

/** Formats with the variadic arguments of `call`. */
export function format(call: NativeCall, formatAddress: number): number[] {
  const f = readString(call, formatAddress);
  const out: number[] = [];
  for (let i = 0; i < f.length && !call.machine.pending; ) {
    if (f[i] !== 37) {
      out.push(f[i++]);
      continue;
    }
    const m = /^%([-+ #0]*)(\*|[0-9]+)?(?:(\.)(\*|[0-9]*))?(hh|h|ll|l|z|j|t|L|q)?(.)/s.exec(String.fromCharCode(...f.slice(i, i + 40)));
    if (!m) break;
    i += m[0].length;
    const s: Spec = { left: m[1].includes('-'), plus: m[1].includes('+'), space: m[1].includes(' '), alternate: m[1].includes('#'), zero: m[1].includes('0'), width: 0, precision: -1 };
    s.width = m[2] === '*' ? call.nextInt() : Number(m[2] ?? 0);
    if (s.width < 0) {
      s.left = true;
      s.width = -s.width;
    }
    if (m[3]) s.precision = m[4] === '*' ? call.nextInt() : Number(m[4] || 0);
    if (s.width > WIDEST || (s.precision > WIDEST && m[6] !== 's')) {
      call.machine.raise('native', `a field ${Math.max(s.width, s.precision)} wide is printed: the arguments do not fit the format, or its limit of ${WIDEST} here`, null);
      return out;
    }
    for (const one of conversion(call, m[6], m[5] ?? '', s, m[0], out.length)) out.push(one);
  }
  return out;
}

function conversion(call: NativeCall, letter: string, length: string, s: Spec, whole: string, written: number): number[] {
  const long = length === 'll' || length === 'j' || length === 'q' || length === 'L';
  switch (letter) {
    case '%': return [37];
    case 'd': case 'i': {
      let v = long ? call.nextBig() : BigInt(call.nextInt());
      if (length === 'hh') v = BigInt.asIntN(8, v);
      if (length === 'h') v = BigInt.asIntN(16, v);
      return formatInteger(v, true, letter, s);
    }
    case 'u': case 'x': case 'X': case 'o': {
      const v = long ? call.nextBig() : BigInt(call.nextInt());
      return formatInteger(BigInt.asUintN(long ? 64 : length === 'hh' ? 8 : length === 'h' ? 16 : 32, v), false, letter, s);
    }
    case 'c': return padText([call.nextInt() & 255], s);
    case 's': {
      const a = call.nextInt();
      const text = a === 0 ? utf8('(null)') : readString(call, a, s.precision >= 0 ? s.precision : undefined);
      return padText(s.precision >= 0 ? text.slice(0, s.precision) : text, s);
    }
    case 'p': {
      const a = call.nextInt() >>> 0;
      if (a === 0) return padText(utf8('(nil)'), s);
      return formatInteger(BigInt(a), false, 'x', { ...s, alternate: true });
    }
    case 'n':
      call.machine.store(call.nextInt(), 4, written);
      return [];
    case 'f': case 'F': case 'e': case 'E': case 'g': case 'G': case 'a': case 'A': {
      const bits = call.nextBig();
      view.setBigInt64(0, bits);
      const x = view.getFloat64(0);
      const negative = bits < 0n;
      const lower = letter.toLowerCase();
      let body = formatDouble(x, lower, s.precision, s.alternate);
      let sign = negative ? '-' : s.plus ? '+' : s.space ? ' ' : '';
      if (lower === 'a' && Number.isFinite(x)) {
        sign += '0x';
        body = body.slice(2);
      }
      if (letter !== lower) {
        body = body.toUpperCase();
        sign = sign.toUpperCase();
      }
      return padded(sign, body, s, Number.isFinite(x));
    }
    default: return utf8(whole);
  }
}
function padText(text: number[], s: Spec): number[] {
  const room = new Array<number>(Math.max(0, s.width - text.length)).fill(32);
  return s.left ? [...text, ...room] : [...room, ...text];
}
