/** Registers of a peripheral: looked at without side effects, written as an edit. */
import * as v from 'valibot';
import { count, cycle, name, word } from './argument-shapes';
import type { LabStatus } from './running';

export const REGISTERS_ARGUMENTS = {
  'registers.read': v.strictObject({ peripheral: name, since: cycle }),
  'registers.write': v.strictObject({ peripheral: name, register: name, index: count(255), value: word }),
} as const;

export interface RegistersReplies {
  'registers.read': PeripheralView;
  'registers.write': LabStatus;
}

export interface PeripheralView {
  id: string;
  title: string;
  manual: string;
  base: number;
  groups: RegisterGroup[];
}

/** Registers that belong together: the common ones, or those of one channel. */
export interface RegisterGroup {
  title: string;
  channel: number | null;
  registers: RegisterView[];
}

export interface RegisterView {
  name: string;
  index: number;
  title: string;
  address: number;
  access: string;
  accessMeaning: string;
  section: string;
  reset: number;
  value: number;
  /** Changed at or after the asked cycle. */
  changed: boolean;
  writable: boolean;
  tagged: boolean;
  fields: FieldView[];
}

export interface FieldView {
  name: string;
  title: string;
  bit: number;
  width: number;
  value: number;
  /** The value in words or the unit that suits it. */
  shown: string;
  reset: number;
  writable: boolean;
  choices: { value: number; name: string }[];
  tagged: boolean;
}
