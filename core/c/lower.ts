/** A typed translation unit to relocatable code and data. */
import type { Expr, Initializer, Sym, TranslationUnit, Variable } from './ast';
import type { Context } from './context';
import type { CType } from './ctype';
import { CONST, alignOf, integerOf, sizeOf } from './ctype';
import type { FunctionCode } from './emit';
import { fold } from './constant';
import { FunctionLowering } from './lower-function';
import { doubleWords, floatWord } from './lower-words';
import type { TargetName } from './target';
import type { UnitData } from './lower-place';
import { insertInitChecks } from './definite';

export interface DataObject {
  id: number;
  name: string;
  type: CType | null;
  size: number;
  align: number;
  bytes: Uint8Array;
  relocations: { offset: number; id: number; addend: number }[];
  readOnly: boolean;
  section: string;
}
/** A name that another unit or the host must give. */
export interface External {
  id: number;
  name: string;
  kind: 'function' | 'variable';
  type: CType;
  at: Variable['at'];
}
export interface CompiledUnit {
  target: TargetName;
  functions: FunctionCode[];
  data: DataObject[];
  externals: External[];
  /** Names visible to other units. */
  exports: Map<string, number>;
  bitFields: { start: number; width: number; signed: boolean; unit: number }[];
  symbols: Map<string, Sym>;
}

export function lowerUnit(unit: TranslationUnit, cx: Context): CompiledUnit {
  const bitFields: CompiledUnit['bitFields'] = [];
  const strings = new Map<number, DataObject>();
  const useString = (e: Expr & { kind: 'string' }): void => {
    if (strings.has(e.id)) return;
    const element = e.type.kind === 'array' ? sizeOf(e.type.of) : 1;
    const bytes = new Uint8Array(e.elements.length * element);
    e.elements.forEach((v, i) => {
      for (let k = 0; k < element; k++) bytes[i * element + k] = v >> (8 * k);
    });
    strings.set(e.id, { id: e.id, name: '(string)', type: e.type, size: bytes.length, align: element, bytes, relocations: [], readOnly: true, section: '' });
  };
  const data: UnitData = {
    useString,
    bitField(start, width, signed, fieldUnit) {
      const known = bitFields.findIndex((b) => b.start === start && b.width === width && b.signed === signed && b.unit === fieldUnit);
      return known >= 0 ? known : bitFields.push({ start, width, signed, unit: fieldUnit }) - 1;
    },
  };
  const objects = unit.globals.filter((g) => g.isDefined).map((g) => dataObject(g, useString));
  const functions = unit.functions
    .filter(({ symbol }) => symbol.storage !== 'static' || cx.named.has(symbol))
    .map((f) => new FunctionLowering(cx, f, data).run());
  for (const f of functions) insertInitChecks(f, (name, at) => void cx.diagnostics.warning('uninitialized', at, `'${name}' is used, and nothing gave it a value before`));
  const exports = new Map<string, number>();
  const externals: External[] = [];
  for (const [name, s] of unit.symbols) {
    if (s.kind === 'function') {
      if (s.isDefined) {
        if (s.storage !== 'static') exports.set(name, s.id);
      } else if (s.used) externals.push({ id: s.id, name: s.name, kind: 'function', type: s.type, at: s.at });
    }
  }
  for (const g of unit.globals) {
    if (g.isDefined) {
      if (g.linkage === 'external') exports.set(g.name, g.id);
    } else if (g.used) externals.push({ id: g.id, name: g.name, kind: 'variable', type: g.type, at: g.at });
  }
  const allData = [...objects, ...strings.values()];
  const live = reachable(functions, allData, new Set(exports.values()));
  return {
    target: cx.target.name,
    functions: functions.filter((f) => live.has(f.id)), data: allData.filter((d) => live.has(d.id)), externals: externals.filter((x) => live.has(x.id)),
    exports, bitFields, symbols: unit.symbols,
  };
}

/** Ids that exported code and data lead to: unused static functions of headers ask for nothing. */
function reachable(functions: FunctionCode[], data: DataObject[], roots: Set<number>): Set<number> {
  const links = new Map<number, number[]>();
  for (const f of functions) links.set(f.id, f.code.flatMap((i) => (i.symbol ? [i.symbol.id] : [])));
  for (const d of data) links.set(d.id, d.relocations.map((r) => r.id));
  const live = new Set(roots);
  const work = [...roots];
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    for (const next of links.get(id) ?? []) {
      if (live.has(next)) continue;
      live.add(next);
      work.push(next);
    }
  }
  return live;
}

function dataObject(g: Variable, useString: UnitData['useString']): DataObject {
  const flexible = g.init ? g.init.entries.reduce((m, e) => Math.max(m, e.offset + sizeOf(e.type)), 0) : 0;
  const size = Math.max(sizeOf(g.type), flexible);
  const object: DataObject = {
    id: g.id, name: g.name, type: g.type, size, align: Math.max(g.align, alignOf(g.type)), bytes: new Uint8Array(size), relocations: [], readOnly: isConst(g.type), section: g.section,
  };
  if (g.init) fill(object, g.init, 0, useString);
  return object;
}
function isConst(t: CType): boolean {
  return t.kind === 'array' ? isConst(t.of) : (t.quals & CONST) !== 0;
}

/** `filled`: where the last relocation so far ends. @returns where it ends now. */
function fill(object: DataObject, init: Initializer, base: number, useString: UnitData['useString'], filled = 0): number {
  const view = new DataView(object.bytes.buffer);
  let reach = filled;
  for (const entry of init.entries) {
    const at = base + entry.offset;
    const { value } = entry;
    if (value.kind === 'literal' && value.type.kind === 'record' && value.symbol.init) {
      reach = fill(object, value.symbol.init, at, useString, reach);
      continue;
    }
    noteStrings(value, useString);
    const v = fold(value);
    const size = sizeOf(entry.type);
    if (at < reach) object.relocations = object.relocations.filter((r) => r.offset + 4 <= at || r.offset >= at + size);
    if (!v) continue;
    if (v.kind === 'address') {
      object.relocations.push({ offset: at, id: v.symbol.id, addend: v.offset });
      reach = Math.max(reach, at + 4);
    } else if (entry.type.kind === 'float') {
      if (entry.type.single) view.setInt32(at, floatWord(v), true);
      else doubleWords(v).forEach((w, i) => view.setInt32(at + 4 * i, w, true));
    } else if (entry.bits) setBits(object.bytes, at, entry.bits.start, entry.bits.width, BigInt(v.value));
    else {
      const bits = BigInt.asUintN(64, BigInt(v.value));
      const n = integerOf(entry.type)?.size ?? 4;
      for (let k = 0; k < n; k++) object.bytes[at + k] = Number((bits >> BigInt(8 * k)) & 255n);
    }
  }
  return reach;
}
function setBits(bytes: Uint8Array, at: number, start: number, width: number, value: bigint): void {
  for (let k = 0; k < width; k++) {
    const bit = start + k;
    const mask = 1 << (bit & 7);
    if ((value >> BigInt(k)) & 1n) bytes[at + (bit >> 3)] |= mask;
    else bytes[at + (bit >> 3)] &= ~mask;
  }
}
function noteStrings(e: Expr, use: UnitData['useString']): void {
  switch (e.kind) {
    case 'string': use(e); break;
    case 'decay': case 'cast': case 'address': noteStrings(e.operand, use); break;
    case 'offset': noteStrings(e.pointer, use); break;
    case 'deref': noteStrings(e.pointer, use); break;
    case 'member': noteStrings(e.object, use); break;
    case 'conditional': if (e.then) noteStrings(e.then, use); noteStrings(e.other, use); break;
    case 'binary': noteStrings(e.left, use); noteStrings(e.right, use); break;
    default: break;
  }
}
