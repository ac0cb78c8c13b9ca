/**
 * The register language: a controller's registers as data. From one definition come storage and decoding (`bank.ts`),
 * access rules, journal text, the panel in the app, generated documentation, and the generated tests.
 * Vocabulary as in CMSIS-SVD: peripheral, register, field, access, reset value.
 */

/** What a bus access does to a bit. */
export type Access =
  | 'rw'
  | 'ro'
  | 'wo'
  /** Write 1 clears, writes 0 clears; write 1 sets; write 1 toggles. Reads give the bit. */
  | 'w1c'
  | 'w0c'
  | 'w1s'
  | 'w1t'
  /** Reading clears, reading sets; writes do nothing. */
  | 'rc'
  | 'rs'
  /** Reads as zero and stores nothing: a write is a command. */
  | 'trigger';

export const ACCESS_MEANING: Record<Access, string> = {
  rw: 'read and write',
  ro: 'read only: writes are ignored',
  wo: 'write only: reads as zero',
  w1c: 'read; writing 1 clears the bit',
  w0c: 'read; writing 0 clears the bit',
  w1s: 'read; writing 1 sets the bit',
  w1t: 'read; writing 1 toggles the bit',
  rc: 'reading clears it',
  rs: 'reading sets it',
  trigger: 'a write is a command; reads as zero',
};

export interface FieldDefinition {
  readonly title: string;
  /** Lowest bit and width. */
  readonly bit: number;
  readonly width: number;
  readonly access?: Access;
  /** Names of values, where the manual names them. */
  readonly choices?: Readonly<Record<number, string>>;
  /** Known from the manual, but the model does nothing with it. */
  readonly tagged?: true;
  /** How a value is best read; default hexadecimal beyond one bit. */
  readonly shown?: 'decimal' | 'hexadecimal' | 'plus-one' | 'power-of-two';
}

export interface RegisterDefinition {
  readonly title: string;
  readonly offset: number;
  /** For a register per channel: how many, and how far apart. */
  readonly repeat?: { readonly count: number; readonly stride: number };
  readonly access: Access;
  readonly reset: number;
  /** Where the manual describes it. */
  readonly section: string;
  readonly fields?: Readonly<Record<string, FieldDefinition>>;
  /** Known from the manual, but the model does nothing with it: an access is answered and reported. */
  readonly tagged?: true;
}

export interface PeripheralDefinition<R extends Readonly<Record<string, RegisterDefinition>> = Readonly<Record<string, RegisterDefinition>>> {
  readonly name: string;
  readonly title: string;
  readonly manual: string;
  /** Bytes of address space. */
  readonly bytes: number;
  /** Bytes of a register: the only access size. */
  readonly width: 4 | 2 | 1;
  readonly registers: R;
}

/** Declare a peripheral. @throws Error naming the register when the definition contradicts itself. */
export function definePeripheral<const R extends Readonly<Record<string, RegisterDefinition>>>(definition: PeripheralDefinition<R>): PeripheralDefinition<R> {
  const taken = new Map<number, string>();
  for (const [name, register] of Object.entries(definition.registers)) {
    const { count, stride } = register.repeat ?? { count: 1, stride: definition.width };
    for (let i = 0; i < count; i++) {
      const offset = register.offset + i * stride;
      if (offset % definition.width !== 0 || offset + definition.width > definition.bytes) throw new Error(`${definition.name}.${name}: offset 0x${offset.toString(16)} is outside or unaligned`);
      const other = taken.get(offset);
      if (other !== undefined) throw new Error(`${definition.name}.${name}: offset 0x${offset.toString(16)} is ${other}`);
      taken.set(offset, name);
    }
    checkFields(`${definition.name}.${name}`, register, definition.width * 8);
  }
  return definition;
}

function checkFields(name: string, register: RegisterDefinition, bits: number): void {
  let used = 0n;
  for (const [fieldName, field] of Object.entries(register.fields ?? {})) {
    if (field.width < 1 || field.bit < 0 || field.bit + field.width > bits) throw new Error(`${name}.${fieldName}: bits ${field.bit} to ${field.bit + field.width - 1} do not fit`);
    const mask = ((1n << BigInt(field.width)) - 1n) << BigInt(field.bit);
    if ((used & mask) !== 0n) throw new Error(`${name}.${fieldName}: overlaps another field`);
    used |= mask;
  }
}

type FieldRest = Partial<Omit<FieldDefinition, 'title' | 'bit' | 'width'>>;

/** One bit. */
export function flag(bit: number, title: string, rest: FieldRest = {}): FieldDefinition {
  return { title, bit, width: 1, ...rest };
}

/** Bits `high` … `low`. */
export function field(high: number, low: number, title: string, rest: FieldRest = {}): FieldDefinition {
  return { title, bit: low, width: high - low + 1, ...rest };
}

export function fieldMask(definition: FieldDefinition): number {
  return ((definition.width === 32 ? 0xffffffff : (1 << definition.width) - 1) << definition.bit) >>> 0;
}

/** The field's value in `value`. */
export function extractField(definition: FieldDefinition, value: number): number {
  return ((value & fieldMask(definition)) >>> definition.bit) >>> 0;
}

/** `value` with the field set to `to`. @throws RangeError when `to` does not fit. */
export function insertField(definition: FieldDefinition, value: number, to: number): number {
  const limit = definition.width === 32 ? 0xffffffff : (1 << definition.width) - 1;
  if (!Number.isInteger(to) || to < 0 || to > limit) throw new RangeError(`${definition.title}: ${to} is not 0 to ${limit}`);
  const mask = fieldMask(definition);
  return ((value & ~mask) | ((to << definition.bit) & mask)) >>> 0;
}
