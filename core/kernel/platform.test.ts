import { describe, expect, it } from 'vitest';
import type { Statement } from './driver-bench';
import { DriverBench, does, notes, notesResult, returns } from './driver-bench';
import { ERRNO } from './errno';
import type { HardwareDevice } from './hardware';
import { call } from './operations';
import { deviceIn } from './platform';

const NODES: readonly HardwareDevice[] = [
  { name: 'fifo@f8003000', compatible: ['acme,fifo-2.0', 'acme,fifo'], reg: [{ base: 0xf800_3000, bytes: 0x100 }, { base: 0xf800_3800, bytes: 0x80 }], interrupts: [48, 49], properties: { 'depth': [16], 'sizes': [1, 2, 3], 'label': 'front', 'dma-names': ['tx', 'rx'], 'big-endian': true } },
  { name: 'codec', compatible: ['acme,codec'], reg: [], interrupts: [], properties: {} },
];
const strings = { s_fifo: 'acme,fifo', s_fifo2: 'acme,fifo-2.0', s_codec: 'acme,codec', s_depth: 'depth', s_sizes: 'sizes', s_label: 'label', s_names: 'dma-names', s_rx: 'rx', s_big: 'big-endian', s_none: 'none', s_board: 'board' };

/** A platform driver `drv` for nodes compatible with the strings. */
const declare = (...compatible: string[]): Statement => ({ k, at }) => {
  k.memory.zero(at('drv'), 200);
  k.memory.zero(at('table'), 600);
  const driver = k.memory.at('platform_driver', at('drv'), 'driver');
  k.memory.setField('device_driver', driver, 'name', at('s_name'));
  k.memory.setField('device_driver', driver, 'of_match_table', compatible.length === 0 ? 0 : at('table'));
  compatible.forEach((name, i) => {
    const entry = at('table') + i * k.memory.sizeOf('of_device_id');
    k.memory.write(k.memory.at('of_device_id', entry, 'compatible'), k.memory.bytes(at(name), 20));
    k.memory.setField('of_device_id', entry, 'data', 100 + i);
  });
  k.memory.setField('platform_driver', at('drv'), 'probe', at('probe'));
  k.memory.setField('platform_driver', at('drv'), 'remove', at('remove'));
  return undefined;
};
const register = does('__platform_driver_register', 'drv', '__this_module');
const unregister = does('platform_driver_unregister', 'drv');

function bench(parts: { probe: readonly Statement[]; remove?: readonly Statement[]; init?: readonly Statement[]; exit?: readonly Statement[]; compatible?: string[] }, profile?: string): DriverBench {
  return new DriverBench({
    devices: NODES, strings,
    globals: [{ name: 'drv', bytes: 200 }, { name: 'table', bytes: 600 }, { name: 'data', bytes: 256 }],
    functions: { init: [declare(...(parts.compatible ?? ['s_fifo', 's_fifo2'])), ...(parts.init ?? []), register, returns(0)], exit: [...(parts.exit ?? []), unregister, returns(0)], probe: parts.probe, remove: parts.remove ?? [returns(0)], action: [notes(({ frame }) => `action ${frame.args[0]}`), returns(0)], handler: [returns(1)] },
  }, profile);
}

const pdevOf: Statement = ({ frame }) => void (frame.locals.pdev = frame.args[0]);
const on = (name: string, ...args: (string | number)[]): Statement => ({ frame, at }) => call(name, frame.args[0], ...args.map((arg) => (typeof arg === 'string' ? at(arg) : arg)));
const onDevice = (name: string, ...args: (string | number)[]): Statement => ({ k, frame, at }) => call(name, deviceIn(k, frame.args[0]), ...args.map((arg) => (typeof arg === 'string' ? at(arg) : arg)));
const onNode = (name: string, ...args: (string | number)[]): Statement => ({ k, frame, at }) => call(name, k.memory.field('device', deviceIn(k, frame.args[0]), 'of_node'), ...args.map((arg) => (typeof arg === 'string' ? at(arg) : arg)));

describe('platform drivers', () => {
  it('are probed for the nodes they match, and removed', () => {
    const driver = bench({ probe: [onDevice('dev_name'), notes(({ k, result }) => `probe ${k.memory.string(result)}`), returns(0)], remove: [notes('remove'), returns(0)] });
    expect(driver.notes).toEqual(['probe f8003000.fifo']);
    driver.bench.run('rmmod driver');
    expect(driver.notes).toEqual(['probe f8003000.fifo', 'remove']);
    expect(driver.core.platform.devices.every((one) => one.driver === 0)).toBe(true);
  });

  it('get memory, interrupts and their entry of the table', () => {
    const driver = bench({
      probe: [
        on('platform_get_resource', 0x200, 1), notes(({ k, result }) => `0x${k.memory.field('resource', result, 'start').toString(16)} 0x${k.memory.field('resource', result, 'end').toString(16)}`), on('platform_get_resource', 0x200, 2), notesResult,
        on('platform_get_irq', 0), notesResult, on('platform_get_irq', 5), notesResult, ({ k, frame, at }) => call('of_match_device', at('table'), deviceIn(k, frame.args[0])), notes(({ k, result }) => k.memory.field('of_device_id', result, 'data')), onDevice('of_device_get_match_data'), notesResult, returns(0),
      ],
    });
    expect(driver.notes).toEqual(['0xf8003800 0xf800387f', 0, 34, -ERRNO.ENXIO, 101, 101]);
    expect(driver.bench.log.at(-1)).toBe('driver f8003000.fifo: IRQ index 5 not found');
  });

  it('read the properties of their node', () => {
    const word = notes(({ k, at }) => k.memory.word(at('data')));
    const text = notes(({ k, at }) => k.memory.string(k.memory.word(at('data'))));
    const driver = bench({
      probe: [
        onNode('of_property_read_u32', 's_depth', 'data'), notesResult, word, onNode('of_property_read_u32', 's_none', 'data'), notesResult, onNode('of_property_read_u32', 's_label', 'data'), notesResult, onNode('of_property_read_u32_array', 's_sizes', 'data', 4), notesResult,
        onNode('of_property_read_u32_index', 's_sizes', 2, 'data'), word, onNode('of_property_read_string', 's_label', 'data'), text, onNode('of_property_match_string', 's_names', 's_rx'), notesResult, onNode('of_property_read_bool', 's_big'), notesResult, onNode('of_property_read_bool', 's_none'), notesResult,
        onDevice('device_property_read_u32', 's_depth', 'data'), notesResult, onNode('irq_of_parse_and_map', 1), notesResult, onNode('of_device_is_compatible', 's_fifo'), notesResult, returns(0),
      ],
    });
    expect(driver.notes).toEqual([0, 16, -22, -61, -75, 3, 'front', 1, 1, 0, 0, 35, 1]);
  });

  it('give back what is managed, last first, after remove', () => {
    const driver = bench({
      probe: [
        ({ k, frame }) => call('devm_ioremap_resource', deviceIn(k, frame.args[0]), k.memory.field('platform_device', frame.args[0], 'resource')), notes(({ k, result }) => (k.space.translate(result)?.pa ?? 0).toString(16)),
        onDevice('devm_add_action', 'action', 1), onDevice('devm_kzalloc', 64, 0), onDevice('devm_request_irq', 34, 'handler', 4, 's_name', 0), onDevice('devm_add_action', 'action', 2), returns(0),
      ],
      remove: [notes('remove'), returns(0)],
    });
    expect(driver.core.regions.list.map((one) => [one.start, one.name])).toEqual([[0xf800_3000, 'f8003000.fifo']]);
    driver.bench.run('rmmod driver');
    expect(driver.notes).toEqual(['f8003000', 'remove', 'action 2', 'action 1']);
    expect([driver.core.regions.list, driver.core.slab.ownedBy('driver'), driver.core.irqs.find(34)?.actions]).toEqual([[], 0, []]);
    expect(driver.bench.rules()).toEqual([]);
  });

  it('that fail to probe lose what is managed, and are not bound', () => {
    const driver = bench({ probe: [onDevice('devm_add_action', 'action', 1), returns(-ERRNO.ENOMEM)], remove: [notes('remove'), returns(0)] });
    expect(driver.notes).toEqual(['action 1']);
    expect(driver.bench.log.at(-1)).toBe('driver: probe of f8003000.fifo failed with error -12');
    driver.bench.run('rmmod driver');
    expect(driver.notes).toEqual(['action 1']);
  });

  it('may be deferred, and are asked again when another device is bound', () => {
    let times = 0;
    const driver = bench({
      compatible: ['s_fifo', 's_codec'],
      probe: [onDevice('dev_name'), ({ k, result, note }) => note(k.memory.string(result)), () => ({ op: 'return', value: times++ === 0 ? -ERRNO.EPROBE_DEFER : 0 })],
    });
    expect(driver.notes).toEqual(['f8003000.fifo', 'codec', 'f8003000.fifo']);
    expect(driver.core.platform.devices.map((one) => one.driver !== 0)).toEqual([true, true]);
  });

  it('match devices of modules by name', () => {
    const driver = bench({ compatible: [], init: [does('platform_device_register_simple', 's_name', 3, 0, 0), ({ k, at, result }) => void k.memory.setWord(at('data'), result)], exit: [({ k, at }) => call('platform_device_unregister', k.memory.word(at('data')))], probe: [onDevice('dev_name'), notes(({ k, result }) => k.memory.string(result)), returns(0)], remove: [notes('remove'), returns(0)] });
    expect(driver.notes).toEqual(['driver.3']);
    driver.bench.run('rmmod driver');
    expect(driver.notes).toEqual(['driver.3', 'remove']);
    expect(driver.core.platform.devices).toHaveLength(2);
  });

  it('cannot claim a region twice', () => {
    const map: Statement = ({ k, frame }) => call('devm_ioremap_resource', deviceIn(k, frame.args[0]), k.memory.field('platform_device', frame.args[0], 'resource'));
    const driver = bench({ probe: [pdevOf, map, map, notesResult, ({ k, frame }) => call('devm_ioremap_resource', deviceIn(k, frame.args[0]), 0), notesResult, returns(0)] }, 'linux-6.1');
    expect(driver.notes).toEqual([-ERRNO.EBUSY, -ERRNO.EINVAL]);
    expect(driver.bench.log.join('\n')).toContain("driver f8003000.fifo: can't request region for resource [mem 0xf8003000-0xf80030ff]");
  });

  it('find nodes by what they are compatible with', () => {
    const driver = bench({ probe: [returns(0)], init: [does('of_find_compatible_node', 0, 0, 's_codec'), notes(({ k, result }) => k.memory.string(k.memory.field('device_node', result, 'full_name'))), does('of_find_compatible_node', 0, 0, 's_none'), notesResult] });
    expect(driver.notes).toEqual(['codec', 0]);
  });
});
