/**
 * Struct, union and bit-field layout as gcc does it for i386 System V and AAPCS: a bit-field must not straddle more
 * units of its declared type than one object of that type spans; packed fields lie bit after bit.
 */
import type { CType, Field, RecordInfo } from './ctype';
import { alignOf, sizeOf } from './ctype';
import type { Target } from './target';
import type { Where } from './source';

export interface FieldSpec {
  name: string;
  type: CType;
  width: number | null;
  packed: boolean;
  aligned: number | null;
  anonymous: boolean;
  at: Where;
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;

export function layOut(record: RecordInfo, specs: FieldSpec[], options: { packed: boolean; aligned: number | null; pack: number }, target: Target): void {
  let bit = 0;
  let size = 0;
  let align = 1;
  const fields: Field[] = [];
  for (const spec of specs) {
    const packed = options.packed || spec.packed;
    const cap = (a: number): number => (options.pack > 0 ? Math.min(a, options.pack) : a);
    let natural = packed ? 1 : cap(alignOf(spec.type));
    if (spec.aligned !== null) natural = Math.max(natural, spec.aligned);
    if (record.union) bit = 0;
    if (spec.width === null) {
      bit = roundUp(bit, natural * 8);
      align = Math.max(align, natural);
      fields.push({ name: spec.name, type: spec.type, offset: bit / 8, bits: null, anonymous: spec.anonymous, at: spec.at });
      bit += sizeOf(spec.type) * 8;
    } else if (spec.width === 0) {
      const unit = alignOf(spec.type);
      bit = roundUp(bit, unit * 8);
      if (target.unnamedBitfieldAligns) align = Math.max(align, unit);
    } else {
      const unit = natural * 8;
      if (spec.aligned !== null) bit = roundUp(bit, spec.aligned * 8);
      if (!packed) {
        const spans = Math.floor(((bit % unit) + spec.width + unit - 1) / unit);
        if (spans > (sizeOf(spec.type) * 8) / unit) bit = roundUp(bit, unit);
      }
      if (spec.name || target.unnamedBitfieldAligns) align = Math.max(align, natural);
      if (spec.name) {
        fields.push({ name: spec.name, type: spec.type, offset: bit >> 3, bits: { start: bit & 7, width: spec.width }, anonymous: false, at: spec.at });
      }
      bit += spec.width;
    }
    size = Math.max(size, bit);
  }
  if (options.aligned !== null) align = Math.max(align, options.aligned);
  record.fields = fields;
  record.align = align;
  record.size = roundUp(Math.ceil(size / 8), align);
  record.complete = true;
}
