/** Random struct definitions for comparing layouts: scalars, arrays, bit-fields of every width, nesting, packing, alignment. */
import type { Random } from '../../core/random';

const SCALARS = ['char', 'unsigned char', 'short', 'unsigned short', 'int', 'unsigned int', 'long', 'unsigned long', 'long long', 'unsigned long long', 'void *', '_Bool', 'double', 'float', 'enum kind'] as const;
const BIT_TYPES = [['unsigned char', 8], ['short', 16], ['unsigned short', 16], ['int', 32], ['unsigned int', 32], ['unsigned long', 32], ['long long', 64], ['unsigned long long', 64], ['_Bool', 1]] as const;
const MOST_MEMBERS = 9;

/** `count` structs named s0, s1 ...; later ones may contain earlier ones. */
export function randomStructs(random: Random, count: number): string {
  const lines = ['enum kind { ONE, TWO };'];
  for (let i = 0; i < count; i++) lines.push(randomStruct(random, i));
  return lines.join('\n');
}

function randomStruct(random: Random, index: number): string {
  const members = Array.from({ length: 1 + random.below(MOST_MEMBERS) }, (_, i) => `  ${member(random, index, i)};`);
  const attributes = [...(random.below(5) === 0 ? ['packed'] : []), ...(random.below(8) === 0 ? [`aligned(${1 << random.below(6)})`] : [])];
  return `struct s${index} {\n${members.join('\n')}\n}${attributes.length === 0 ? '' : ` __attribute__((${attributes.join(', ')}))`};`;
}

function member(random: Random, index: number, i: number): string {
  const name = `m${i}`;
  const choice = random.below(12);
  if (choice < 5) return bitField(random, name);
  if (choice < 8) return `${random.pick(SCALARS)} ${name}${memberAttribute(random)}`;
  if (choice === 8) return `${random.pick(SCALARS)} ${name}[${1 + random.below(5)}]`;
  if (choice === 9 && index > 0) return `struct s${random.below(index)} ${name}`;
  if (choice === 10) return `union { ${random.pick(SCALARS)} ${name}a; ${random.pick(SCALARS)} ${name}b[${1 + random.below(3)}]; }`;
  return `struct { ${random.pick(SCALARS)} ${name}a; ${bitField(random, `${name}b`)}; }${random.below(2) === 0 ? '' : ` ${name}`}`;
}

function memberAttribute(random: Random): string {
  const choice = random.below(10);
  return choice === 0 ? ' __attribute__((packed))' : choice === 1 ? ` __attribute__((aligned(${1 << random.below(5)})))` : '';
}

/** Named, unnamed, or of width 0. */
function bitField(random: Random, name: string): string {
  const [type, bits] = random.pick(BIT_TYPES);
  const choice = random.below(8);
  if (choice === 0) return `${type} : 0`;
  const width = 1 + random.below(bits);
  return choice === 1 ? `${type} : ${width}` : `${type} ${name} : ${width}`;
}
