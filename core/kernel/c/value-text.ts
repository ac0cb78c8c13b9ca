/** Values of C as text: numbers in decimal and hexadecimal, characters, names of enumerators and functions, what is in a structure. */
import type { CType } from '../../c/ctype';
import { integerOf, sizeOf } from '../../c/ctype';
import type { Looking, Operand } from './operand';
import { atAddress, dataOf, fieldsOf, floatIn, holdingOf, integerIn, isCharacter, wordOf } from './operand';

const MOST_TEXT = 80;
/** A structure or an array is shown on one line up to about so many characters. */
const MOST_SUMMARY = 64;
const MOST_ELEMENTS = 8;

export const UNWRITTEN = 'not yet written';

export function valueText(operand: Operand, looking: Looking): string {
  const data = dataOf(operand, looking);
  if (data === null) return 'not mapped';
  const holding = holdingOf(operand, looking);
  if (holding === 'unwritten') return UNWRITTEN;
  const text = setText(operand, data, looking);
  const isWhole = operand.type.kind === 'record' || operand.type.kind === 'array';
  if (holding === 'freed') return `freed memory: ${text}`;
  if (holding === 'gone') return `of a call that is over: ${text}`;
  return holding === 'partly' && !isWhole ? `${text}, partly ${UNWRITTEN}` : text;
}

function setText(operand: Operand, data: Uint8Array, looking: Looking): string {
  const { type, bits } = operand;
  const integer = integerOf(type);
  if (integer !== null) return integerText(type, integerIn(data, integer.size, integer.signed, bits), bits?.width ?? integer.size * 8);
  if (type.kind === 'float') return String(floatIn(data, type.size));
  if (type.kind === 'pointer') return pointerText(type.to, wordOf(data), looking);
  if (type.kind === 'array') return isCharacter(type.of) || integerOf(type.of)?.size === 1 ? bytesText(operand, data, type.length ?? 0, looking) : arrayText(operand, type, looking);
  return type.kind === 'record' ? recordText(operand, type, looking) : '';
}

function integerText(type: CType, value: bigint, width: number): string {
  const unsigned = BigInt.asUintN(width, value);
  if (type.kind === 'int' && type.isBool && unsigned <= 1n) return unsigned === 1n ? 'true' : 'false';
  const name = type.kind === 'enum' ? type.info.constants.find((one) => one.value === value)?.name : undefined;
  if (name !== undefined) return `${name} (${value})`;
  if (isCharacter(type) && unsigned >= 0x20n && unsigned < 0x7fn) return `${value} '${String.fromCharCode(Number(unsigned))}'`;
  return unsigned < 10n ? String(value) : `${value} (0x${unsigned.toString(16)})`;
}

function pointerText(to: CType, address: number, looking: Looking): string {
  if (address === 0) return 'NULL';
  const shown = `0x${address.toString(16).padStart(8, '0')}`;
  if (to.kind === 'function') return `${shown} ${looking.codeName(address) ?? '(no function)'}`;
  if (isCharacter(to)) {
    const text = looking.peek(address, MOST_TEXT);
    if (text !== null && text[0] >= 0x20 && text[0] < 0x7f) return `${shown} ${quoted(text)}`;
  }
  return shown;
}

/** Text up to the first byte that was never written. */
function bytesText(operand: Operand, data: Uint8Array, length: number, looking: Looking): string {
  const { address } = operand;
  let held = Math.min(data.length, length);
  if (address !== null && holdingOf(operand, looking) === 'partly') for (let i = 0; i < held; i++) if (((looking.shadow((address + i) >>> 0) ?? 3) & 3) === 1) held = i;
  return held === 0 && length > 0 ? `partly ${UNWRITTEN}` : quoted(data.subarray(0, held));
}

function arrayText({ address }: Operand, { of, length }: CType & { kind: 'array' }, looking: Looking): string {
  const count = length ?? 0;
  if (address === null || of.kind === 'record' || of.kind === 'array' || count === 0) return `${count} elements`;
  const parts: string[] = [];
  for (let i = 0; i < Math.min(count, MOST_ELEMENTS); i++) {
    const element = atAddress(of, address + i * sizeOf(of));
    parts.push(shortText(element, looking));
    if (parts.join(', ').length > MOST_SUMMARY) break;
  }
  return `[${[...parts, ...(parts.length < count ? ['…'] : [])].join(', ')}]`;
}

function recordText({ address }: Operand, type: CType & { kind: 'record' }, looking: Looking): string {
  const fields = fieldsOf(type);
  if (address === null || fields.length === 0) return `${sizeOf(type)} bytes`;
  if (type.record.tag === 'list_head') return listText(address, looking);
  const parts: string[] = [];
  for (const { name, type: inner, offset, bits } of fields) {
    parts.push(`${name} = ${shortText(atAddress(inner, address + offset, bits), looking)}`);
    if (parts.join(', ').length > MOST_SUMMARY) break;
  }
  return `{ ${[...parts, ...(parts.length < fields.length ? ['…'] : [])].join(', ')} }`;
}

/** struct list_head: a head that points at itself is an empty list. */
function listText(address: number, looking: Looking): string {
  const bytes = looking.peek(address, 8);
  if (bytes === null || bytes.length < 8) return 'not mapped';
  const next = wordOf(bytes);
  return next === address ? 'empty list' : `{ next = ${pointerText({ kind: 'void', quals: 0 }, next, looking)}, … }`;
}

function shortText(operand: Operand, looking: Looking): string {
  if (operand.type.kind === 'record') return operand.type.record.tag === 'list_head' && operand.address !== null && holdingOf(operand, looking) === 'set' ? listText(operand.address, looking) : '{…}';
  if (operand.type.kind === 'array' && !isCharacter(operand.type.of)) return '[…]';
  const data = dataOf(operand, looking);
  if (data === null) return '?';
  if (holdingOf(operand, looking) === 'unwritten') return 'not written';
  const { type, bits } = operand;
  const integer = type.kind === 'int' && !isCharacter(type) && !type.isBool ? type : null;
  if (integer === null) return setText(operand, data, looking);
  const value = integerIn(data, integer.size, integer.signed, bits);
  return integer.signed || value < 10n ? String(value) : `0x${value.toString(16)}`;
}

function quoted(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const shown = [...bytes.subarray(0, Math.min(end < 0 ? bytes.length : end, MOST_TEXT))].map((b) => (b === 0x22 || b === 0x5c ? `\\${String.fromCharCode(b)}` : b === 10 ? '\\n' : b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : `\\x${b.toString(16).padStart(2, '0')}`));
  return `"${shown.join('')}"${end < 0 ? '…' : ''}`;
}
