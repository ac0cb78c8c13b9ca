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
    const natural = cap(Math.max(packed ? 1 : alignOf(spec.type), spec.aligned ?? 1));
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
      if (spec.aligned !== null) bit = roundUp(bit, cap(spec.aligned) * 8);
      // With #pragma pack of any size bit-fields lie bit after bit too.
      if (!packed && options.pack === 0) {
        const spans = Math.floor(((bit % unit) + spec.width + unit - 1) / unit);
        if (spans > (sizeOf(spec.type) * 8) / unit) bit = roundUp(bit, unit);
      }
      // With #pragma pack the type of a bit-field aligns its struct, whether it is packed or not.
      if (spec.name || target.unnamedBitfieldAligns) align = Math.max(align, natural, options.pack > 0 ? cap(alignOf(spec.type)) : 1);
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
