/** The rows of the register view: groups, their registers, the fields of opened registers, after the filter. */
import type { FieldView, PeripheralView, RegisterGroup, RegisterView } from '../../../core/contract';
import { hexDigits } from '../../ui/numbers';

export type RegisterRow =
  | { kind: 'group'; key: string; group: RegisterGroup; open: boolean; changed: number }
  | { kind: 'register'; key: string; register: RegisterView; open: boolean }
  | { kind: 'field'; key: string; register: RegisterView; field: FieldView };

export interface RowChoices {
  filter: string;
  changedOnly: boolean;
  /** Keys of rows that differ from how they start: groups start open up to the first channel, registers closed. */
  toggled: ReadonlySet<string>;
}

export const registerKey = (register: { name: string; index: number }): string => `${register.name}.${register.index}`;
export const groupKey = (group: RegisterGroup): string => `group ${group.title}`;

const startsOpen = (group: RegisterGroup): boolean => group.channel === null || group.channel === 0;

function wanted(register: RegisterView, { filter, changedOnly }: RowChoices): boolean {
  if (changedOnly && !register.changed) return false;
  const text = filter.trim().toLowerCase();
  if (text === '') return true;
  const names = [register.name, register.title, `${register.name}${register.index}`, hexDigits(register.address, 8), ...register.fields.flatMap(({ name, title }) => [name, title])];
  return names.some((name) => name.toLowerCase().includes(text));
}

export function registerRows(view: PeripheralView, choices: RowChoices): RegisterRow[] {
  const narrowed = choices.changedOnly || choices.filter.trim() !== '';
  return view.groups.flatMap((group): RegisterRow[] => {
    const registers = group.registers.filter((register) => wanted(register, choices));
    if (registers.length === 0) return [];
    const key = groupKey(group);
    const open = choices.toggled.has(key) !== (narrowed || startsOpen(group));
    const head: RegisterRow = { kind: 'group', key, group, open, changed: group.registers.filter(({ changed }) => changed).length };
    return [head, ...(open ? registers.flatMap((register) => rowsOf(register, choices.toggled)) : [])];
  });
}

function rowsOf(register: RegisterView, toggled: ReadonlySet<string>): RegisterRow[] {
  const key = registerKey(register);
  const open = register.fields.length > 0 && toggled.has(key);
  const fields = open ? [...register.fields].sort((a, b) => b.bit - a.bit) : [];
  return [{ kind: 'register', key, register, open }, ...fields.map((field): RegisterRow => ({ kind: 'field', key: `${key}.${field.name}`, register, field }))];
}

/** 7:4, or 3 for a single bit. */
export const bitRange = ({ bit, width }: { bit: number; width: number }): string => (width === 1 ? String(bit) : `${bit + width - 1}:${bit}`);

/** The register's value with one field replaced. */
export function withField(value: number, { bit, width }: { bit: number; width: number }, field: number): number {
  const mask = width >= 32 ? 0xffff_ffff : ((1 << width) - 1) << bit;
  return ((value & ~mask) | ((field << bit) & mask)) >>> 0;
}
