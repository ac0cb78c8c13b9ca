/** Registers of a peripheral as a panel shows them: grouped by channel, with fields decoded. */
import type { Peripheral } from '../../boards/machine';
import type { FieldView, PeripheralView, RegisterGroup, RegisterView } from '../../contract';
import type { Cycle } from '../../clock';
import type { Journal } from '../../journal/journal';
import { ACCESS_MEANING, extractField } from '../../register/define';
import type { Access, FieldDefinition, RegisterDefinition } from '../../register/define';
import type { RegisterRow } from '../../register/bank';

const WRITABLE: ReadonlySet<Access> = new Set<Access>(['rw', 'wo', 'w1c', 'w0c', 'w1s', 'w1t', 'trigger']);

/** @param since registers written in this cycle or later are marked as changed. */
export function peripheralView(peripheral: Peripheral, journal: Journal, since: Cycle): PeripheralView {
  const { definition } = peripheral.bank;
  const written = new Uint8Array(definition.bytes);
  journal.markWritten(peripheral.base, definition.bytes, since, written);
  const common: RegisterGroup = { title: 'Common', channel: null, registers: [] };
  const groups = new Map<number, RegisterGroup>();
  for (const row of peripheral.bank.list()) {
    const address = peripheral.base + row.offset;
    const view = registerView(row, address, written[row.offset] === 1);
    if (row.definition.repeat === undefined) common.registers.push(view);
    else {
      let group = groups.get(row.index);
      if (group === undefined) groups.set(row.index, (group = { title: `${peripheral.indexName} ${row.index}`, channel: row.index, registers: [] }));
      group.registers.push(view);
    }
  }
  return { id: peripheral.id, title: definition.title, manual: definition.manual, base: peripheral.base, groups: [common, ...groups.values()] };
}

function registerView(row: RegisterRow & { value: number }, address: number, changed: boolean): RegisterView {
  const { definition, value } = row;
  return {
    name: row.name,
    index: row.index,
    title: definition.title,
    address,
    access: definition.access,
    accessMeaning: ACCESS_MEANING[definition.access],
    section: definition.section,
    reset: definition.reset,
    value,
    changed,
    writable: WRITABLE.has(definition.access) || Object.values(definition.fields ?? {}).some((f) => f.access !== undefined && WRITABLE.has(f.access)),
    tagged: definition.tagged === true,
    fields: Object.entries(definition.fields ?? {}).map(([name, field]) => fieldView(name, field, definition, value)),
  };
}

function fieldView(name: string, field: FieldDefinition, register: RegisterDefinition, registerValue: number): FieldView {
  const value = extractField(field, registerValue);
  return {
    name,
    title: field.title,
    bit: field.bit,
    width: field.width,
    value,
    shown: shownField(field, value),
    reset: extractField(field, register.reset),
    writable: WRITABLE.has(field.access ?? register.access),
    choices: Object.entries(field.choices ?? {}).map(([choice, title]) => ({ value: Number(choice), name: title })),
    tagged: field.tagged === true,
  };
}

/** A field's value as a reader wants it. */
export function shownField(field: FieldDefinition, value: number): string {
  const choice = field.choices?.[value];
  if (choice !== undefined) return choice;
  switch (field.shown) {
    case 'decimal':
      return String(value);
    case 'plus-one':
      return String(value + 1);
    case 'power-of-two':
      return String(2 ** value);
    default:
      return field.width === 1 ? String(value) : `0x${value.toString(16)}`;
  }
}

/** What changed between two values of a register, field by field: "src_inc 0 → 1, src_burst_len 1 → 2". */
export function changedFields(register: RegisterDefinition, old: number, value: number): string {
  const parts: string[] = [];
  for (const [name, field] of Object.entries(register.fields ?? {})) {
    const before = extractField(field, old);
    const after = extractField(field, value);
    if (before !== after) parts.push(`${name} ${shownField(field, before)} → ${shownField(field, after)}`);
  }
  return parts.join(', ');
}
