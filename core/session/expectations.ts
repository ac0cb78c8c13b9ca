/** Whether what a session states holds at its end. */
import type { Expectation, Place } from './session';

/** What the check needs to see of a lab. */
export interface LabFacts {
  readonly log: readonly { readonly text: string }[];
  readonly findings: readonly { readonly rule: string; readonly message: string }[];
  /** Named ranges of memory, physical. */
  readonly marks: readonly { readonly name: string; readonly base: number }[];
  bytes(address: number, length: number): Uint8Array;
  register(peripheral: string, register: string, index: number): number | undefined;
}

export interface ExpectationResult {
  readonly holds: boolean;
  /** The expectation in words, and what was found when it does not hold. */
  readonly text: string;
}

export function checkExpectation(expectation: Expectation, facts: LabFacts): ExpectationResult {
  switch (expectation.expect) {
    case 'log':
      return result(facts.log.some((line) => line.text.includes(expectation.text)), `log says "${expectation.text}"`, 'no such line');
    case 'no-log':
      return result(!facts.log.some((line) => line.text.includes(expectation.text)), `log does not say "${expectation.text}"`, 'it does');
    case 'equal':
    case 'different':
      return compare(expectation, facts);
    case 'register': {
      const value = facts.register(expectation.peripheral, expectation.register, expectation.index);
      const name = `${expectation.peripheral}.${expectation.register}[${expectation.index}]`;
      return result(value === expectation.value, `${name} is ${hex(expectation.value)}`, value === undefined ? 'there is no such register' : `it is ${hex(value)}`);
    }
    case 'finding':
      return result(facts.findings.some((finding) => finding.rule === expectation.rule), `finding ${expectation.rule}`, facts.findings.length === 0 ? 'there are no findings' : `there are: ${facts.findings.map((finding) => finding.rule).join(', ')}`);
    case 'no-finding': {
      const found = facts.findings.filter((finding) => expectation.rule === undefined || finding.rule === expectation.rule);
      return result(found.length === 0, `no finding${expectation.rule === undefined ? '' : ` ${expectation.rule}`}`, found.map((finding) => `${finding.rule}: ${finding.message}`).join('; '));
    }
  }
}

function compare(expectation: Extract<Expectation, { expect: 'equal' | 'different' }>, facts: LabFacts): ExpectationResult {
  const text = `${expectation.bytes} bytes at ${placeText(expectation.a)} and ${placeText(expectation.b)} are ${expectation.expect}`;
  const a = resolve(expectation.a, facts);
  const b = resolve(expectation.b, facts);
  if (a === undefined || b === undefined) return result(false, text, `there is no memory named "${placeText(a === undefined ? expectation.a : expectation.b)}"`);
  const left = facts.bytes(a, expectation.bytes);
  const right = facts.bytes(b, expectation.bytes);
  const first = left.findIndex((byte, i) => byte !== right[i]);
  if (expectation.expect === 'equal') return result(first < 0, text, `they differ first at offset ${first}`);
  return result(first >= 0, text, 'they are equal');
}

function resolve(place: Place, facts: LabFacts): number | undefined {
  if ('address' in place) return place.address;
  const mark = facts.marks.find((one) => one.name === place.mark);
  return mark === undefined ? undefined : mark.base + place.offset;
}

function placeText(place: Place): string {
  return 'address' in place ? hex(place.address) : place.offset === 0 ? place.mark : `${place.mark}+${place.offset}`;
}

function result(holds: boolean, text: string, otherwise: string): ExpectationResult {
  return { holds, text: holds ? text : `${text}: ${otherwise}` };
}

function hex(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(8, '0')}`;
}
