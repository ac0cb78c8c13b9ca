/**
 * Storage and bus behaviour of a peripheral's registers, made from its definition. Behaviour is attached by name:
 * a wrong name does not compile. Values live in one Uint32Array, so a hot model can keep indexes instead of names.
 */
import type { PlainState } from '../clock';
import type { MmioTarget } from './mmio-target';
import type { Access, PeripheralDefinition, RegisterDefinition } from './define';
import { fieldMask } from './define';

export type RegisterName<D extends PeripheralDefinition> = Extract<keyof D['registers'], string>;

/** What a controller adds to its registers. `index` is the number of a repeated register, else 0. */
export interface RegisterBehaviour {
  /** The value a read gives, where it is computed. No side effects: views use it too. */
  readonly value?: (index: number) => number;
  /** Asked before a bus write: false = the write is ignored (locked, in reset). */
  readonly accepts?: (written: number, index: number) => boolean;
  /** After a bus read. */
  readonly onRead?: (index: number, cause: number) => void;
  /** After a bus write has been stored according to the access rules; `written` is what was on the bus. */
  readonly onWrite?: (written: number, index: number, cause: number) => void;
}

export type Behaviours<D extends PeripheralDefinition> = Partial<Record<RegisterName<D>, RegisterBehaviour>>;

interface Slot extends RegisterRow {
  /** Bits by access mode; bits outside every field of a register with fields are reserved. */
  readonly masks: Readonly<Partial<Record<Access, number>>>;
}

export interface RegisterProblem {
  readonly offset: number;
  readonly message: string;
}

/** A register as it stands in a bank. */
export interface RegisterRow {
  readonly name: string;
  readonly index: number;
  readonly offset: number;
  readonly definition: RegisterDefinition;
}

/** What views need of a bank, whatever its definition. */
export interface BankView {
  readonly definition: PeripheralDefinition;
  list(): (RegisterRow & { readonly value: number })[];
  describe(offset: number): RegisterRow | undefined;
}

export class RegisterBank<D extends PeripheralDefinition> implements MmioTarget, BankView {
  readonly values: Uint32Array;
  private readonly slots: Slot[] = [];
  private readonly byOffset = new Map<number, number>();
  private readonly firstIndex = new Map<string, number>();
  /** Called for an access that the manual does not allow (wrong size, no such register, a tagged register). */
  onProblem: ((problem: RegisterProblem, cause: number) => void) | undefined;

  constructor(
    readonly definition: D,
    private behaviours: Behaviours<D> = {},
  ) {
    for (const [name, register] of Object.entries(definition.registers)) {
      const { count, stride } = register.repeat ?? { count: 1, stride: definition.width };
      this.firstIndex.set(name, this.slots.length);
      for (let index = 0; index < count; index++) {
        const offset = register.offset + index * stride;
        this.byOffset.set(offset, this.slots.length);
        this.slots.push({ name, index, definition: register, offset, masks: accessMasks(register, definition.width) });
      }
    }
    this.values = new Uint32Array(this.slots.length);
    this.reset();
  }

  attach(behaviours: Behaviours<D>): void {
    this.behaviours = { ...this.behaviours, ...behaviours };
  }

  reset(): void {
    this.slots.forEach((slot, i) => (this.values[i] = slot.definition.reset));
  }

  /** Index of a register in `values`; the next ones of a repeated register follow it. */
  at(name: RegisterName<D>, index = 0): number {
    return (this.firstIndex.get(name) as number) + index;
  }

  /** Offset of a register on the bus. */
  offsetOf(name: RegisterName<D>, index = 0): number {
    return this.slots[this.at(name, index)].offset;
  }

  get(name: RegisterName<D>, index = 0): number {
    const at = this.at(name, index);
    return this.valueAt(at);
  }

  /** Set by the device itself: access rules do not apply. */
  set(name: RegisterName<D>, value: number, index = 0): void {
    this.values[this.at(name, index)] = value;
  }

  read(offset: number, bytes: number, cause: number): number {
    const at = this.find(offset, bytes, cause);
    if (at < 0) return 0;
    const slot = this.slots[at];
    const value = this.readable(at);
    const clears = slot.masks.rc ?? 0;
    const sets = slot.masks.rs ?? 0;
    if (clears !== 0 || sets !== 0) this.values[at] = (this.values[at] & ~clears) | sets;
    this.behaviours[slot.name as RegisterName<D>]?.onRead?.(slot.index, cause);
    return value;
  }

  write(offset: number, bytes: number, value: number, cause: number): void {
    const at = this.find(offset, bytes, cause);
    if (at < 0) return;
    const slot = this.slots[at];
    const behaviour = this.behaviours[slot.name as RegisterName<D>];
    if (behaviour?.accepts?.(value >>> 0, slot.index) === false) return;
    this.values[at] = written(slot.masks, this.values[at], value);
    behaviour?.onWrite?.(value >>> 0, slot.index, cause);
  }

  peek(offset: number, bytes: number): number {
    const aligned = offset - (offset % this.definition.width);
    const at = this.byOffset.get(aligned);
    if (at === undefined) return 0;
    const value = this.readable(at) >>> ((offset - aligned) * 8);
    return bytes >= 4 ? value >>> 0 : value & ((1 << (bytes * 8)) - 1);
  }

  /** The register at a bus offset. */
  describe(offset: number): RegisterRow | undefined {
    const at = this.byOffset.get(offset);
    return at === undefined ? undefined : this.slots[at];
  }

  /** All registers in definition order with what is in them now. */
  list(): (RegisterRow & { value: number })[] {
    return this.slots.map((slot, at) => ({ name: slot.name, index: slot.index, offset: slot.offset, definition: slot.definition, value: this.valueAt(at) }));
  }

  save(): PlainState {
    return this.values.slice();
  }

  load(state: PlainState): void {
    this.values.set(state as Uint32Array);
  }

  private valueAt(at: number): number {
    const slot = this.slots[at];
    const computed = this.behaviours[slot.name as RegisterName<D>]?.value;
    return computed === undefined ? this.values[at] : computed(slot.index) >>> 0;
  }

  /** What the bus sees: write-only and trigger bits read as zero. */
  private readable(at: number): number {
    const { masks } = this.slots[at];
    return (this.valueAt(at) & ~((masks.wo ?? 0) | (masks.trigger ?? 0))) >>> 0;
  }

  private find(offset: number, bytes: number, cause: number): number {
    const at = this.byOffset.get(offset);
    if (at === undefined || bytes !== this.definition.width) {
      const where = `${this.definition.name}+0x${offset.toString(16).padStart(3, '0')}`;
      const message = at === undefined ? `no register at ${where}: reads as zero, writes are ignored` : `${bytes}-byte access to ${where}: only ${this.definition.width} bytes are allowed; ignored`;
      this.onProblem?.({ offset, message }, cause);
      return -1;
    }
    const slot = this.slots[at];
    if (slot.definition.tagged === true) this.onProblem?.({ offset, message: `${this.definition.name}.${slot.name} is not modelled: it only keeps its value` }, cause);
    return at;
  }
}

function accessMasks(register: RegisterDefinition, width: number): Partial<Record<Access, number>> {
  const all = width === 4 ? 0xffffffff : (1 << (width * 8)) - 1;
  if (register.fields === undefined) return { [register.access]: all };
  const masks: Partial<Record<Access, number>> = {};
  for (const definition of Object.values(register.fields)) {
    const access = definition.access ?? register.access;
    masks[access] = ((masks[access] ?? 0) | fieldMask(definition)) >>> 0;
  }
  return masks;
}

/** `old` after `value` was written to it. Bits without a mask are reserved and stay. */
function written(masks: Readonly<Partial<Record<Access, number>>>, old: number, value: number): number {
  const plain = (masks.rw ?? 0) | (masks.wo ?? 0);
  let next = (old & ~plain) | (value & plain);
  next &= ~(value & (masks.w1c ?? 0));
  next &= ~(~value & (masks.w0c ?? 0));
  next |= value & (masks.w1s ?? 0);
  next ^= value & (masks.w1t ?? 0);
  return next >>> 0;
}
