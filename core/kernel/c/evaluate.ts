/**
 * The value of an expression of C in a frame, by looking alone. Integer arithmetic as on the ILP32 target (C11 6.3.1.8);
 * where a variable has no value yet, or memory is not there, the expression has none either, and the words say why.
 */
import type { CType, IntType } from '../../c/ctype';
import { BasicTypes, VOID, integerOf, pointerTo, sizeOf, typeName } from '../../c/ctype';
import type { LinkedFunction, Program } from '../../c/link';
import { operationAt } from '../../c/operation';
import { nearest } from '../../c/source';
import { TARGETS } from '../../c/target';
import type { Task } from '../../c/task';
import { neverWritten } from '../../c/written';
import { ExpressionError, TYPE_NAMES, parseExpression } from './expression';
import type { Expression, TypeWords } from './expression';
import type { CImage } from './image';
import type { Looking, Operand } from './operand';
import { atAddress, computed, dataOf, fieldsOf, floatIn, holdingOf, integerIn, wordOf } from './operand';

export interface Scope {
  readonly image: CImage;
  readonly task: Task | null;
  /** 0 = innermost. */
  readonly level: number;
}

const TYPES = new BasicTypes(TARGETS.arm);
const BASIC: Readonly<Record<string, CType>> = {
  void: VOID, char: TYPES.char, 'signed char': TYPES.schar, 'unsigned char': TYPES.uchar, short: TYPES.short, 'unsigned short': TYPES.ushort, int: TYPES.int, signed: TYPES.int, 'signed int': TYPES.int,
  unsigned: TYPES.uint, 'unsigned int': TYPES.uint, long: TYPES.long, 'unsigned long': TYPES.ulong, 'long long': TYPES.llong, 'unsigned long long': TYPES.ullong, _Bool: TYPES.bool, float: TYPES.float, double: TYPES.double,
};
const CODE: CType = pointerTo({ kind: 'function', quals: 0, returns: VOID, params: [], variadic: false, prototyped: false });

export class Evaluator {
  constructor(
    private readonly looking: Looking,
    private readonly scope: Scope,
  ) {}

  /** @throws ExpressionError */
  read(text: string): Operand {
    return this.evaluate(parseExpression(text));
  }

  /** Is it other than zero? @throws ExpressionError */
  truth(text: string): boolean {
    return this.isTrue(this.read(text));
  }

  private evaluate(e: Expression): Operand {
    switch (e.kind) {
      case 'number': return computed(e.wide ? (e.unsigned ? TYPES.ullong : TYPES.llong) : e.unsigned ? TYPES.uint : TYPES.int, e.value);
      case 'name': return this.named(e.name);
      case 'member': return this.member(e.arrow ? this.follow(this.evaluate(e.object), 0n) : this.evaluate(e.object), e.name);
      case 'index': return this.element(this.evaluate(e.object), this.integer(this.evaluate(e.index)));
      case 'unary': return this.unary(e.op, this.evaluate(e.operand));
      case 'binary': return this.binary(e);
      case 'choice': return this.evaluate(this.isTrue(this.evaluate(e.test)) ? e.yes : e.no);
      case 'cast': return this.convert(this.typeOf(e.type), this.evaluate(e.operand));
      case 'sizeof': return computed(TYPES.uint, sizeOf('stars' in e.of ? this.typeOf(e.of) : this.evaluate(e.of).type));
    }
  }

  private named(name: string): Operand {
    const { image } = this.scope;
    const local = this.local(name);
    if (local !== null) return local;
    const object = image.program.objects.find((one) => one.name === name && one.type !== null);
    if (object?.type) return atAddress(object.type, object.address);
    const { enumerators } = namesOf(image.program);
    const constant = enumerators.get(name);
    if (constant !== undefined) return computed(constant.type, constant.value);
    const index = image.program.functionByName.get(name);
    if (index !== undefined) return computed(CODE, (image.program.textBase + image.program.functions[index].entry) >>> 0);
    const guess = nearest(name, [...infosOf(this.scope).map((one) => one.name), ...image.program.objects.map((one) => one.name)]);
    throw new ExpressionError(`there is no variable "${name}" here${guess ? `; did you mean "${guess}"?` : ''}`);
  }

  private local(name: string): Operand | null {
    const { image, task, level } = this.scope;
    const info = infosOf(this.scope).filter((one) => one.name === name).pop();
    if (info === undefined || task === null) return null;
    const frame = image.machine.frames(task)[level];
    const { where, type } = info;
    if (where.kind === 'frame') {
      if (frame.fp === null) throw new ExpressionError('not available here');
      return atAddress(type, frame.fp + where.offset);
    }
    const at = frame.base + where.register;
    if (where.kind === 'pointer') return atAddress(type, task.registers[at]);
    const data = new Uint8Array(8);
    const view = new DataView(data.buffer);
    view.setInt32(0, task.registers[at], true);
    view.setInt32(4, task.registers[at + 1], true);
    if (type.kind === 'float' && type.size === 4) view.setFloat32(0, task.doubles[at >> 1], true);
    const f: LinkedFunction = image.program.functions[frame.index];
    const isUnset = task.undefined[at] !== 0 || neverWritten(image.program, f, (pc) => operationAt(image.interpreter, pc), frame.pc, where.register);
    return { type, address: null, data, bits: null, holding: isUnset ? 'unwritten' : 'set', place: 'register', register: at };
  }

  private member(object: Operand, name: string): Operand {
    if (object.type.kind === 'pointer') throw new ExpressionError(`it is a pointer: write "->${name}"`);
    if (object.type.kind !== 'record' || object.address === null) throw new ExpressionError(`"${typeName(object.type)}" has no members`);
    const fields = fieldsOf(object.type);
    const field = fields.find((one) => one.name === name);
    if (field !== undefined) return atAddress(field.type, object.address + field.offset, field.bits);
    const guess = nearest(name, fields.map((one) => one.name));
    throw new ExpressionError(`"${typeName(object.type)}" has no member "${name}"${guess ? `; did you mean "${guess}"?` : ''}`);
  }

  private element(object: Operand, index: bigint): Operand {
    if (object.type.kind === 'pointer') return this.follow(object, index);
    if (object.type.kind !== 'array' || object.address === null) throw new ExpressionError(`"${typeName(object.type)}" has no elements`);
    return atAddress(object.type.of, object.address + Number(index) * sizeOf(object.type.of));
  }

  private follow(pointer: Operand, index: bigint): Operand {
    if (pointer.type.kind === 'array') return this.element(pointer, index);
    if (pointer.type.kind !== 'pointer') throw new ExpressionError(`"${typeName(pointer.type)}" is no pointer`);
    const { to } = pointer.type;
    if (to.kind === 'void') throw new ExpressionError('a void pointer does not say what it points at: cast it');
    if (to.kind === 'function') throw new ExpressionError('code is not looked into');
    const base = wordOf(this.data(pointer));
    if (base === 0) throw new ExpressionError('the pointer is NULL');
    return atAddress(to, base + Number(index) * sizeOf(to));
  }

  private unary(op: string, operand: Operand): Operand {
    if (op === '*') return this.follow(operand, 0n);
    if (op === '&') {
      if (operand.bits !== null || operand.address === null) {
        if (operand.type === CODE) return operand;
        throw new ExpressionError('it has no address');
      }
      return computed(pointerTo(operand.type), operand.address);
    }
    if (op === '!') return computed(TYPES.int, this.isTrue(operand) ? 0 : 1);
    if (operand.type.kind === 'float') return computed(operand.type, op === '-' ? -this.float(operand) : this.float(operand));
    const value = this.integer(operand);
    return fitted(op === '-' ? -value : op === '~' ? ~value : value, promoted(this.integerType(operand)));
  }

  private binary({ op, left, right }: Expression & { kind: 'binary' }): Operand {
    const a = this.evaluate(left);
    if (op === '&&') return computed(TYPES.int, this.isTrue(a) && this.isTrue(this.evaluate(right)) ? 1 : 0);
    if (op === '||') return computed(TYPES.int, this.isTrue(a) || this.isTrue(this.evaluate(right)) ? 1 : 0);
    const b = this.evaluate(right);
    if (isPointing(a) || isPointing(b)) return this.pointers(op, a, b);
    if (a.type.kind === 'float' || b.type.kind === 'float') return floats(op, this.number(a), this.number(b));
    const type = op === '<<' || op === '>>' ? promoted(this.integerType(a)) : usual(this.integerType(a), this.integerType(b));
    return integers(op, this.integer(a), this.integer(b), type);
  }

  private pointers(op: string, a: Operand, b: Operand): Operand {
    const [x, y] = [this.address(a), this.address(b)];
    const of = isPointing(a) ? a : b;
    const to = of.type.kind === 'pointer' ? of.type.to : (of.type as CType & { kind: 'array' }).of;
    const size = BigInt(sizeOf(to));
    if (op === '-' && isPointing(a) && isPointing(b)) return computed(TYPES.int, (x - y) / size);
    if (op === '+' || (op === '-' && isPointing(a))) {
      const by = (isPointing(a) ? y : x) * size;
      const base = isPointing(a) ? x : y;
      return computed(pointerTo(to), BigInt.asUintN(32, op === '+' ? base + by : base - by));
    }
    return integers(op, BigInt.asUintN(32, x), BigInt.asUintN(32, y), TYPES.uint);
  }

  /** A value as an assignment or a cast makes it. @throws ExpressionError */
  convert(type: CType, operand: Operand): Operand {
    if (type.kind === 'float') return computed(type, this.number(operand));
    if (type.kind === 'pointer') return computed(type, BigInt.asUintN(32, this.address(operand)));
    const integer = integerOf(type);
    if (integer === null) throw new ExpressionError(`nothing can be made a "${typeName(type)}" by looking`);
    if (integer.isBool) return computed(type, this.isTrue(operand) ? 1 : 0);
    const value = operand.type.kind === 'float' ? BigInt(Math.trunc(this.float(operand)) || 0) : this.address(operand);
    return fitted(value, type);
  }

  private typeOf({ name, stars }: TypeWords): CType {
    const plain = name.replace(/\b(long|short)\s+int\b/, '$1');
    let type: CType | undefined = BASIC[TYPE_NAMES[plain] ?? plain] ?? namesOf(this.scope.image.program).tags.get(name);
    if (type === undefined) throw new ExpressionError(`the type "${name}" is not known here`);
    for (let i = 0; i < stars; i++) type = pointerTo(type);
    return type;
  }

  private data(operand: Operand): Uint8Array {
    const data = dataOf(operand, this.looking);
    if (data === null) throw new ExpressionError(`nothing is mapped at 0x${(operand.address ?? 0).toString(16).padStart(8, '0')}`);
    const holding = holdingOf(operand, this.looking);
    if (holding === 'unwritten' || holding === 'partly') throw new ExpressionError('it has no value yet');
    return data;
  }

  private integerType({ type, bits }: Operand): IntType {
    const integer = integerOf(type);
    if (integer === null) throw new ExpressionError(`"${typeName(type)}" is no number`);
    return bits !== null && bits.width < 32 ? TYPES.int : integer;
  }

  /** @throws ExpressionError where it has no value. */
  integer(operand: Operand): bigint {
    const integer = integerOf(operand.type);
    if (integer === null) throw new ExpressionError(`"${typeName(operand.type)}" is no integer`);
    return integerIn(this.data(operand), integer.size, integer.signed, operand.bits);
  }

  private float(operand: Operand): number {
    return floatIn(this.data(operand), sizeOf(operand.type));
  }

  private number(operand: Operand): number {
    return operand.type.kind === 'float' ? this.float(operand) : Number(this.integer(operand));
  }

  /** An integer, or the address that a pointer or an array stands for. */
  private address(operand: Operand): bigint {
    if (operand.type.kind === 'array') return BigInt(operand.address ?? 0);
    return operand.type.kind === 'pointer' ? BigInt(wordOf(this.data(operand))) : this.integer(operand);
  }

  private isTrue(operand: Operand): boolean {
    return operand.type.kind === 'float' ? this.float(operand) !== 0 : this.address(operand) !== 0n;
  }
}

const isPointing = ({ type }: Operand): boolean => type.kind === 'pointer' || type.kind === 'array';
const promoted = (type: IntType): IntType => (type.size < 4 ? TYPES.int : type);
const fitted = (value: bigint, type: CType): Operand => {
  const integer = integerOf(type) ?? TYPES.int;
  return computed(type, integer.signed ? BigInt.asIntN(integer.size * 8, value) : BigInt.asUintN(integer.size * 8, value));
};

function usual(a: IntType, b: IntType): IntType {
  const [x, y] = [promoted(a), promoted(b)];
  if (x.size !== y.size) return x.size > y.size ? x : y;
  return x.signed ? y : x;
}

function integers(op: string, a: bigint, b: bigint, type: IntType): Operand {
  const [x, y] = [fitted(a, type), fitted(b, type)].map(({ data }) => integerIn(data as Uint8Array, type.size, type.signed, null));
  const truth = compared(op, x, y);
  if (truth !== null) return computed(TYPES.int, truth ? 1 : 0);
  if ((op === '/' || op === '%') && y === 0n) throw new ExpressionError('it divides by zero');
  if ((op === '<<' || op === '>>') && (b < 0n || b >= BigInt(type.size * 8))) throw new ExpressionError('it shifts too far');
  const results: Record<string, () => bigint> = { '+': () => x + y, '-': () => x - y, '*': () => x * y, '/': () => x / y, '%': () => x % y, '&': () => x & y, '|': () => x | y, '^': () => x ^ y, '<<': () => x << b, '>>': () => x >> b };
  return fitted(results[op](), type);
}

function floats(op: string, x: number, y: number): Operand {
  const truth = compared(op, x, y);
  if (truth !== null) return computed(TYPES.int, truth ? 1 : 0);
  const results: Record<string, number> = { '+': x + y, '-': x - y, '*': x * y, '/': x / y };
  if (!(op in results)) throw new ExpressionError(`"${op}" does not take floating values`);
  return computed(TYPES.double, results[op]);
}

function compared<T extends bigint | number>(op: string, x: T, y: T): boolean | null {
  switch (op) {
    case '==': return x === y;
    case '!=': return x !== y;
    case '<': return x < y;
    case '>': return x > y;
    case '<=': return x <= y;
    case '>=': return x >= y;
    default: return null;
  }
}

/** Variables of the frame that is looked at. */
export function infosOf({ image, task, level }: Scope): LinkedFunction['locals'] {
  if (task === null) return [];
  const frame = image.machine.frames(task)[level];
  return frame === undefined ? [] : image.program.functions[frame.index].locals;
}

interface Names {
  /** "struct point" */
  readonly tags: ReadonlyMap<string, CType>;
  readonly enumerators: ReadonlyMap<string, { readonly type: CType; readonly value: bigint }>;
}

const known = new WeakMap<Program, Names>();

/** Structures and enumerators that variables of the program lead to. */
function namesOf(program: Program): Names {
  let names = known.get(program);
  if (names !== undefined) return names;
  const tags = new Map<string, CType>();
  const enumerators = new Map<string, { type: CType; value: bigint }>();
  const seen = new Set<unknown>();
  const work: CType[] = [...program.objects.flatMap(({ type }) => type ?? []), ...program.functions.flatMap(({ locals }) => locals.map(({ type }) => type))];
  for (let type = work.pop(); type !== undefined; type = work.pop()) {
    if (type.kind === 'pointer') work.push(type.to);
    else if (type.kind === 'array') work.push(type.of);
    else if (type.kind === 'function') work.push(type.returns, ...type.params.map((one) => one.type));
    else if (type.kind === 'record' && !seen.has(type.record)) {
      seen.add(type.record);
      if (type.record.tag !== '') tags.set(`${type.record.union ? 'union' : 'struct'} ${type.record.tag}`, { ...type, quals: 0 });
      work.push(...type.record.fields.map((field) => field.type));
    } else if (type.kind === 'enum' && !seen.has(type.info)) {
      seen.add(type.info);
      if (type.info.tag !== '') tags.set(`enum ${type.info.tag}`, { ...type, quals: 0 });
      for (const { name, value } of type.info.constants) enumerators.set(name, { type: { ...type, quals: 0 }, value });
    }
  }
  names = { tags, enumerators };
  known.set(program, names);
  return names;
}
