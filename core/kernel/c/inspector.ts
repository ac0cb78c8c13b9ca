/**
 * Looking at C data: variables of a frame and of a module, and what hangs below them: fields, elements, what pointers
 * point at. An expression names a place (`dev->regs[2].name`), as a user would write it. Looking changes nothing.
 */
import type { CType } from '../../c/ctype';
import { integerOf, sizeOf, typeName } from '../../c/ctype';
import type { Task } from '../../c/task';
import type { CImage } from './image';

export interface Variable {
  readonly name: string;
  /** Gives this variable again, in the same frame. */
  readonly expression: string;
  readonly type: string;
  readonly value: string;
  /** Kernel address; null: in a register. */
  readonly address: number | null;
  readonly bytes: number;
  readonly children: boolean;
}

/** Memory without side effects; null where nothing is mapped. */
export type Peek = (address: number, bytes: number) => Uint8Array | null;

interface Lvalue {
  readonly type: CType;
  readonly address: number | null;
  /** Of what is in a register; of memory null. */
  readonly data: Uint8Array | null;
  readonly bits: { readonly start: number; readonly width: number } | null;
}

export interface Scope {
  readonly image: CImage;
  readonly task: Task | null;
  /** 0 = innermost. */
  readonly level: number;
}

const MOST_ELEMENTS = 64;
const MOST_TEXT = 80;

export class Inspector {
  constructor(
    private readonly peek: Peek,
    /** Names of code addresses: "dma_write [ax_dma]". */
    private readonly codeName: (address: number) => string | undefined,
  ) {}

  /** Parameters and local variables of a frame. */
  locals(scope: Scope): Variable[] {
    const names = new Set(this.localInfos(scope).map((local) => local.name));
    return [...names].filter((name) => name !== '' && /^[A-Za-z_]/.test(name)).map((name) => this.variable(name, name, scope));
  }

  globals(scope: Scope): Variable[] {
    return scope.image.program.objects.slice(0, scope.image.user?.ownObjects).filter((one) => one.type !== null && /^[A-Za-z_]\w*$/.test(one.name) && !one.name.startsWith('__')).map((one) => this.variable(one.name, one.name, scope));
  }

  /** @returns null when the expression names nothing that can be shown. */
  evaluate(expression: string, scope: Scope): { readonly variable: Variable; readonly children: Variable[] } | null {
    const place = this.resolve(expression, scope);
    return place === null ? null : { variable: this.describe(expression, expression, place), children: this.children(expression, place, scope) };
  }

  private variable(name: string, expression: string, scope: Scope): Variable {
    const place = this.resolve(expression, scope);
    return place === null ? { name, expression, type: '', value: 'not available here', address: null, bytes: 0, children: false } : this.describe(name, expression, place);
  }

  private describe(name: string, expression: string, place: Lvalue): Variable {
    const { type } = place;
    const data = this.dataOf(place);
    const pointed = type.kind === 'pointer' ? type.to : null;
    return {
      name, expression, type: typeName(type), address: place.address, bytes: sizeOf(type),
      value: data === null ? 'not mapped' : this.text(type, data, place),
      children: type.kind === 'record' || (type.kind === 'array' && (type.length ?? 0) > 0) || (pointed !== null && pointed.kind !== 'void' && pointed.kind !== 'function' && data !== null && word(data) !== 0),
    };
  }

  private children(expression: string, place: Lvalue, scope: Scope): Variable[] {
    const { type } = place;
    if (type.kind === 'record') return this.fields(type, `${expression}.`, scope);
    if (type.kind === 'array') return Array.from({ length: Math.min(type.length ?? 0, MOST_ELEMENTS) }, (_, i) => this.variable(`[${i}]`, `${expression}[${i}]`, scope));
    if (type.kind === 'pointer' && type.to.kind === 'record') return this.fields(type.to, `${expression}->`, scope);
    if (type.kind === 'pointer') return [this.variable(`*${expression}`, `${expression}[0]`, scope)];
    return [];
  }

  private fields(type: CType & { kind: 'record' }, prefix: string, scope: Scope): Variable[] {
    return fieldsOf(type).map(({ name }) => this.variable(name, `${prefix}${name}`, scope));
  }

  private resolve(expression: string, scope: Scope): Lvalue | null {
    const tokens = expression.match(/->|[A-Za-z_]\w*|\d+|[.[\]*()]/g) ?? [];
    if (tokens.join('') !== expression.replace(/\s+/g, '')) return null;
    let stars = 0;
    while (tokens[0] === '*') {
      stars++;
      tokens.shift();
    }
    let place = this.named(tokens.shift() ?? '', scope);
    while (place !== null && tokens.length > 0) {
      const token = tokens.shift();
      if (token === '.') place = this.field(place, tokens.shift() ?? '');
      else if (token === '->') place = this.field(this.follow(place, 0), tokens.shift() ?? '');
      else if (token === '[') {
        const index = Number(tokens.shift());
        if (tokens.shift() !== ']') return null;
        place = this.element(place, index);
      } else return null;
    }
    for (; stars > 0 && place !== null; stars--) place = this.follow(place, 0);
    return place;
  }

  private named(name: string, scope: Scope): Lvalue | null {
    const local = this.localInfos(scope).filter((one) => one.name === name).pop();
    if (local !== undefined && scope.task !== null) {
      const frame = scope.image.machine.frames(scope.task)[scope.level];
      const { where, type } = local;
      if (where.kind === 'frame') return frame.fp === null ? null : { type, address: (frame.fp + where.offset) >>> 0, data: null, bits: null };
      const at = frame.base + where.register;
      if (where.kind === 'pointer') return { type, address: scope.task.registers[at] >>> 0, data: null, bits: null };
      const bytes = new Uint8Array(8);
      const view = new DataView(bytes.buffer);
      view.setInt32(0, scope.task.registers[at], true);
      view.setInt32(4, scope.task.registers[at + 1], true);
      if (type.kind === 'float' && type.size === 4) view.setFloat32(0, scope.task.doubles[at >> 1], true);
      return { type, address: null, data: bytes, bits: null };
    }
    const object = scope.image.program.objects.find((one) => one.name === name && one.type !== null);
    return object === undefined || object.type === null ? null : { type: object.type, address: object.address >>> 0, data: null, bits: null };
  }

  private localInfos({ image, task, level }: Scope): (typeof image.program.functions)[number]['locals'] {
    if (task === null) return [];
    const frame = image.machine.frames(task)[level];
    return frame === undefined ? [] : image.program.functions[frame.index].locals;
  }

  private field(place: Lvalue | null, name: string): Lvalue | null {
    if (place === null || place.type.kind !== 'record' || place.address === null) return null;
    const field = fieldsOf(place.type).find((one) => one.name === name);
    return field === undefined ? null : { type: field.type, address: (place.address + field.offset) >>> 0, data: null, bits: field.bits };
  }

  private element(place: Lvalue, index: number): Lvalue | null {
    if (!Number.isInteger(index)) return null;
    if (place.type.kind === 'pointer') return this.follow(place, index);
    if (place.type.kind !== 'array' || place.address === null) return null;
    return { type: place.type.of, address: (place.address + index * sizeOf(place.type.of)) >>> 0, data: null, bits: null };
  }

  private follow(place: Lvalue, index: number): Lvalue | null {
    const data = this.dataOf(place);
    if (data === null || place.type.kind !== 'pointer') return null;
    const { to } = place.type;
    if (to.kind === 'void' || to.kind === 'function') return null;
    return { type: to, address: (word(data) + index * sizeOf(to)) >>> 0, data: null, bits: null };
  }

  private dataOf(place: Lvalue): Uint8Array | null {
    if (place.data !== null) return place.data;
    const bytes = Math.min(Math.max(1, sizeOf(place.type)), 256);
    const exact = place.address === null ? null : this.peek(place.address, bytes);
    if (exact === null || exact.length >= 8) return exact;
    const padded = new Uint8Array(8);
    padded.set(exact);
    return padded;
  }

  private text(type: CType, data: Uint8Array, place: Lvalue): string {
    const integer = integerOf(type);
    if (integer !== null) return integerText(data, integer.size, integer.signed, place.bits, type.kind === 'int' && type.name.includes('char'));
    if (type.kind === 'float') {
      const view = new DataView(data.buffer, data.byteOffset);
      return String(type.size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true));
    }
    if (type.kind === 'pointer') return this.pointerText(type.to, word(data));
    if (type.kind === 'array') {
      const element = integerOf(type.of);
      if (element?.size === 1) return quoted(data.subarray(0, Math.min(data.length, type.length ?? 0)));
      return `${type.length ?? 0} elements`;
    }
    return type.kind === 'record' ? `${sizeOf(type)} bytes` : '';
  }

  private pointerText(to: CType, address: number): string {
    if (address === 0) return 'NULL';
    const shown = `0x${address.toString(16).padStart(8, '0')}`;
    if (to.kind === 'function') return `${shown} ${this.codeName(address) ?? '(no function)'}`;
    if (integerOf(to)?.size === 1 && to.kind === 'int' && to.name.includes('char')) {
      const text = this.peek(address, MOST_TEXT);
      if (text !== null && text[0] >= 0x20 && text[0] < 0x7f) return `${shown} ${quoted(text)}`;
    }
    return shown;
  }
}

function fieldsOf(type: CType & { kind: 'record' }): { name: string; type: CType; offset: number; bits: { start: number; width: number } | null }[] {
  return type.record.fields.flatMap((field) => (field.anonymous && field.type.kind === 'record' ? fieldsOf(field.type).map((inner) => ({ ...inner, offset: inner.offset + field.offset })) : field.name === '' ? [] : [field]));
}

const word = (data: Uint8Array): number => (data[0] | (data[1] << 8) | (data[2] << 16) | (data[3] << 24)) >>> 0;

function integerText(data: Uint8Array, size: number, signed: boolean, bits: Lvalue['bits'], character: boolean): string {
  let value = 0n;
  for (let i = 7; i >= 0; i--) value = (value << 8n) | BigInt(data[i] ?? 0);
  if (bits !== null) value >>= BigInt(bits.start);
  const width = bits?.width ?? size * 8;
  const unsigned = BigInt.asUintN(width, value);
  const shown = signed ? BigInt.asIntN(width, value) : unsigned;
  const hex = `0x${unsigned.toString(16)}`;
  if (character && unsigned >= 0x20n && unsigned < 0x7fn) return `${shown} '${String.fromCharCode(Number(unsigned))}'`;
  return unsigned < 10n ? String(shown) : `${shown} (${hex})`;
}

function quoted(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const shown = [...bytes.subarray(0, Math.min(end < 0 ? bytes.length : end, MOST_TEXT))].map((b) => (b === 0x22 || b === 0x5c ? `\\${String.fromCharCode(b)}` : b === 10 ? '\\n' : b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : `\\x${b.toString(16).padStart(2, '0')}`));
  return `"${shown.join('')}"${end < 0 ? '…' : ''}`;
}
