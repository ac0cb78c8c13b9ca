/** Relocatable units to one program image: code words, data bytes, addresses, tables for the debugger. */
import type { CType } from './ctype';
import type { CompiledUnit, DataObject } from './lower';
import type { FunctionCode, Instruction, LocalInfo } from './emit';
import { OP, OP_ROLES, TEXT_BASE, WIDTH } from './bytecode';
import type { DiagnosticList, Where } from './source';
import type { TargetName } from './target';
import { nearest } from './source';

export interface LinkedFunction {
  name: string;
  /** First word of its code. */
  entry: number;
  end: number;
  registers: number;
  paramRegisters: number;
  signature: string;
  frameSize: number;
  frameRegister: number;
  objects: { offset: number; size: number; name: string }[];
  locals: LocalInfo[];
  /** See emit.ts. */
  emptied: FunctionCode['emptied'];
  at: Where | null;
  /** Index in the table of natives, or -1. */
  native: number;
}
export interface LinkedObject {
  name: string;
  address: number;
  size: number;
  type: CType | null;
  readOnly: boolean;
}
export interface SwitchTable {
  low: number;
  targets: Int32Array;
  otherwise: number;
}
export interface Program {
  /** Whose floating point it has. */
  target: TargetName;
  /** Address of the first code word, as function pointers hold it; a word of code is an address apart from the next. */
  textBase: number;
  code: Int32Array;
  /** Per instruction: index in `places`; bit 31 marks the start of a statement. */
  positions: Int32Array;
  places: Where[];
  functions: LinkedFunction[];
  functionByName: Map<string, number>;
  objects: LinkedObject[];
  tables: SwitchTable[];
  bitFields: CompiledUnit['bitFields'];
  callSignatures: string[];
  /** Per call signature, the function that leads out of the program; empty = none do. */
  waysOut: number[];
  dataBase: number;
  data: Uint8Array;
  dataEnd: number;
}

/** Bytes between data objects: an overrun of up to this much is caught with its victim untouched. */
const RED_ZONE = 32;

export interface NativeName {
  name: string;
  header: string;
}

export interface LinkPlace {
  /** Where data objects go. */
  dataBase: number;
  /** Where code is taken to lie. */
  textBase: number;
  /**
   * A native that is entered when a function pointer leads out of this program: per type of call, a function that
   * hands its arguments over. Without it such a call is a fault.
   */
  foreign?: string;
  /** Addresses of objects that lie outside. */
  symbols?: Readonly<Record<string, number>>;
}

/** Errors are in `diagnostics`; the program is then of no use. */
export function link(units: CompiledUnit[], natives: readonly NativeName[], place: number | LinkPlace, diagnostics: DiagnosticList): Program {
  return new Linker(units, natives, typeof place === 'number' ? { dataBase: place, textBase: TEXT_BASE } : place, diagnostics).run();
}

class Linker {
  private readonly addresses = new Map<number, number>();
  private readonly functionIndex = new Map<number, number>();
  private readonly functions: LinkedFunction[] = [];
  private readonly objects: LinkedObject[] = [];
  private readonly exported = new Map<string, number>();
  private readonly words: number[] = [];
  private readonly positions: number[] = [];
  private readonly places: Where[] = [];
  private readonly placeIndex = new Map<Where, number>();
  private readonly tables: SwitchTable[] = [];
  private readonly bitFields: CompiledUnit['bitFields'] = [];
  private readonly signatures: string[] = [];
  private next: number;
  private readonly base: number;

  constructor(
    private readonly units: CompiledUnit[],
    private readonly natives: readonly NativeName[],
    private readonly place: LinkPlace,
    private readonly diagnostics: DiagnosticList,
  ) {
    this.base = place.dataBase;
    this.next = this.base;
  }

  run(): Program {
    const placed: { object: DataObject; address: number }[] = [];
    let entry = 0;
    for (const unit of this.units) {
      for (const f of unit.functions) {
        this.functionIndex.set(f.id, this.functions.length);
        this.addresses.set(f.id, (this.place.textBase + entry) | 0);
        this.functions.push({
          name: f.name, entry, end: entry + f.code.length * WIDTH, registers: f.registers, paramRegisters: f.paramRegisters, signature: f.signature,
          frameSize: f.frameSize, frameRegister: f.frameRegister, objects: f.objects, locals: f.locals, emptied: f.emptied, at: f.at, native: -1,
        });
        entry += f.code.length * WIDTH;
      }
      for (const object of unit.data) {
        const align = Math.max(4, object.align);
        const address = Math.ceil(this.next / align) * align;
        this.next = address + object.size + RED_ZONE;
        this.addresses.set(object.id, address);
        this.objects.push({ name: object.name, address, size: object.size, type: object.type, readOnly: object.readOnly });
        placed.push({ object, address });
      }
      for (const [name, id] of unit.exports) {
        if (!this.exported.has(name)) this.exported.set(name, id);
      }
    }
    const stubs = this.resolveExternals(entry);
    for (const unit of this.units) {
      const bits = this.bitFields.length;
      this.bitFields.push(...unit.bitFields);
      for (const f of unit.functions) this.encode(f, bits);
    }
    for (const stub of stubs) this.addStub(stub);
    const waysOut = this.addWaysOut();
    const data = new Uint8Array(this.next - this.base);
    const view = new DataView(data.buffer);
    for (const { object, address } of placed) {
      data.set(object.bytes, address - this.base);
      for (const r of object.relocations) view.setInt32(address - this.base + r.offset, (this.addresses.get(r.id) ?? 0) + r.addend, true);
    }
    const functionByName = new Map(this.functions.map((f, i) => [f.name, i] as const).reverse());
    return {
      target: this.units[0]?.target ?? 'arm',
      textBase: this.place.textBase, waysOut, code: Int32Array.from(this.words), positions: Int32Array.from(this.positions), places: this.places, functions: this.functions, functionByName, objects: this.objects,
      tables: this.tables, bitFields: this.bitFields, callSignatures: this.signatures, dataBase: this.base, data, dataEnd: this.next,
    };
  }

  private addStub(native: number): void {
    this.words.push(OP.native, native, 0, 0);
    this.positions.push(-1);
  }

  private addWaysOut(): number[] {
    const native = this.place.foreign === undefined ? -1 : this.natives.findIndex((one) => one.name === this.place.foreign);
    if (native < 0) return [];
    return this.signatures.map((signature) => {
      const entry = this.words.length;
      const registers = registersOf(signature);
      this.functions.push({ name: '(through a pointer)', entry, end: entry + WIDTH, registers: (registers + 19) & ~1, paramRegisters: registers, signature, frameSize: 0, frameRegister: -1, objects: [], locals: [], emptied: [], at: null, native });
      this.addStub(native);
      return this.functions.length - 1;
    });
  }

  private resolveExternals(firstStub: number): number[] {
    const stubs: number[] = [];
    const stubOf = new Map<string, number>();
    for (const unit of this.units) {
      for (const x of unit.externals) {
        const id = this.exported.get(x.name);
        if (id !== undefined) {
          this.addresses.set(x.id, this.addresses.get(id) ?? 0);
          const index = this.functionIndex.get(id);
          if (index !== undefined) this.functionIndex.set(x.id, index);
          continue;
        }
        const outside = x.kind === 'function' ? undefined : this.place.symbols?.[x.name];
        if (outside !== undefined) {
          this.addresses.set(x.id, outside | 0);
          continue;
        }
        const native = x.kind === 'function' ? this.natives.findIndex((n) => n.name === x.name) : -1;
        if (native < 0 || x.type.kind !== 'function') {
          const guess = nearest(x.name, [...this.natives.map((n) => n.name), ...this.exported.keys()]);
          this.diagnostics.error(x.at, `undefined reference to '${x.name}'${guess ? `; did you mean '${guess}'?` : ''}`);
          continue;
        }
        if (!x.type.prototyped) {
          this.diagnostics.error(x.at, `'${x.name}' is called without its declaration: include <${this.natives[native].header}>`);
          continue;
        }
        let index = stubOf.get(x.name);
        if (index === undefined) {
          index = this.functions.length;
          const entry = firstStub + stubs.length * WIDTH;
          const shape = nativeShape(x.type);
          this.functions.push({
            name: x.name, entry, end: entry + WIDTH, registers: (shape.registers + 19) & ~1, paramRegisters: shape.registers, signature: shape.signature,
            frameSize: 0, frameRegister: -1, objects: [], locals: [], emptied: [], at: null, native,
          });
          stubOf.set(x.name, index);
          stubs.push(native);
        }
        this.functionIndex.set(x.id, index);
        this.addresses.set(x.id, (this.place.textBase + this.functions[index].entry) | 0);
      }
    }
    return stubs;
  }

  private placeOf(at: Where): number {
    let index = this.placeIndex.get(at);
    if (index === undefined) {
      index = this.places.push(at) - 1;
      this.placeIndex.set(at, index);
    }
    return index;
  }

  private encode(f: FunctionCode, bitBase: number): void {
    const start = this.functions[this.functionIndex.get(f.id) ?? 0].entry;
    const target = (label: number): number => start + f.labels[label] * WIDTH;
    for (const [id, label] of f.labelAddresses) this.addresses.set(id, (this.place.textBase + target(label)) | 0);
    const tableBase = this.tables.length;
    for (const t of f.tables) this.tables.push({ low: t.low, targets: Int32Array.from(t.labels.map(target)), otherwise: target(t.otherwise) });
    for (const i of f.code) {
      this.words.push(i.op, ...this.operands(i, target, tableBase, bitBase));
      this.positions.push(this.placeOf(i.at) | (i.statement ? 1 << 31 : 0));
    }
  }
  private operands(i: Instruction, target: (label: number) => number, tableBase: number, bitBase: number): number[] {
    const out = [i.a, i.b, i.c];
    const roles = OP_ROLES[i.op];
    for (let k = 0; k < roles.length; k++) {
      if (roles[k] === 't') out[k] = target(out[k]);
      else if (roles[k] === 'g' && i.symbol) out[k] = (out[k] + (this.addresses.get(i.symbol.id) ?? 0)) | 0;
      else if (roles[k] === 'f' && i.symbol) out[k] = this.functionIndex.get(i.symbol.id) ?? -1;
    }
    if (i.op === OP.table) out[1] += tableBase;
    if (i.op === OP.ldbf || i.op === OP.ldbf2 || i.op === OP.stbf || i.op === OP.stbf2) out[2] += bitBase;
    if (i.op === OP.callp) {
      const known = this.signatures.indexOf(i.signature ?? '');
      out[2] = known >= 0 ? known : this.signatures.push(i.signature ?? '') - 1;
    }
    return out;
  }
}

/** Registers that the arguments of a call take, from its signature. */
export function registersOf(signature: string): number {
  let registers = 0;
  for (const c of signature.slice(1)) registers = c === 'w' || c === 'd' ? ((registers + 1) & ~1) + 2 : registers + 1;
  return registers;
}

/** Registers that a native's arguments come in, from its C type. */
export function nativeShape(type: CType & { kind: 'function' }): { signature: string; registers: number } {
  const wide = (t: CType): boolean => t.kind === 'float' || (t.kind === 'int' && t.size === 8) || (t.kind === 'enum' && t.info.underlying.size === 8);
  let signature = type.returns.kind === 'void' ? 'v' : type.returns.kind === 'record' ? 'pp' : wide(type.returns) ? 'w' : 'i';
  let registers = type.returns.kind === 'record' ? 1 : 0;
  for (const p of type.params) {
    if (wide(p.type)) {
      registers = ((registers + 1) & ~1) + 2;
      signature += p.type.kind === 'float' ? 'd' : 'w';
    } else {
      registers += 1;
      signature += 'i';
    }
  }
  if (type.variadic) {
    registers += 1;
    signature += '.';
  }
  if (type.returns.kind === 'float') signature = `d${signature.slice(1)}`;
  return { signature, registers };
}
