/** The board's device tree. Behaviour: drivers/of/{base,property,address,irq}.c, drivers/base/property.c. Properties are read from the board, not from memory. */
import { ERRNO } from '../errno';
import type { HardwareDevice, PropertyValue } from '../hardware';
import type { KernelCore } from '../kernel-core';
import { call, value } from '../operations';
import { irqOf, kernelText, matchTable } from '../platform';
import { nodeOfDevice } from '../device-node';
import type { KernelFunction } from './declare';

const OF = 'linux/of.h';
const PROPERTY = 'linux/property.h';

type Finder = (k: KernelCore, at: number) => HardwareDevice | undefined;
const byNode: Finder = (k, node) => k.platform.nodeAt(k, node);
const byDevice: Finder = nodeOfDevice;

function property(k: KernelCore, node: HardwareDevice | undefined, name: number): PropertyValue | undefined {
  const wanted = k.memory.string(name);
  if (node === undefined) return undefined;
  if (wanted === 'compatible') return node.compatible;
  return Object.hasOwn(node.properties, wanted) ? node.properties[wanted] : undefined;
}

const cells = (found: PropertyValue): readonly number[] => (Array.isArray(found) && found.every((one) => typeof one === 'number') ? (found) : []);
const texts = (found: PropertyValue): readonly string[] => (typeof found === 'string' ? [found] : Array.isArray(found) && found.every((one) => typeof one === 'string') ? (found) : []);

/** Cells from `index` on as words. -EINVAL: no such property, -ENODATA: no value, -EOVERFLOW: not so many. */
function readWords(k: KernelCore, node: HardwareDevice | undefined, name: number, index: number, count: number, to: number): number {
  const found = property(k, node, name);
  if (found === undefined) return -ERRNO.EINVAL;
  const words = cells(found);
  if (words.length === 0) return -ENODATA;
  if (words.length < index + count) return -ERRNO.EOVERFLOW;
  for (let i = 0; i < count; i++) k.memory.setWord(to + 4 * i, words[index + i]);
  return 0;
}

const ENODATA = 61;
const EILSEQ = 84;

function readText(k: KernelCore, node: HardwareDevice | undefined, name: number, index: number, to: number): number {
  const found = property(k, node, name);
  if (found === undefined) return -ERRNO.EINVAL;
  if (found === true) return -ENODATA;
  const list = texts(found);
  if (list.length === 0) return -EILSEQ;
  if (index >= list.length) return -ENODATA;
  k.memory.setWord(to, kernelText(k, list[index]));
  return 0;
}

const row = (prototype: string, header: string, immediate: (k: KernelCore, args: readonly number[]) => number, since?: string): KernelFunction => ({ prototype, header, cost: 80, ...(since === undefined ? {} : { since }), immediate });

/** The same functions for nodes and for devices. */
function readers(prefix: string, first: string, header: string, find: Finder): KernelFunction[] {
  const since = prefix === 'device' ? '3.19' : undefined;
  return [
    row(`int ${prefix}_property_read_u32(const ${first}, const char *propname, u32 *out_value)`, header, (k, [at, name, to]) => readWords(k, find(k, at), name, 0, 1, to), since),
    row(`int ${prefix}_property_read_u32_array(const ${first}, const char *propname, u32 *out_values, size_t sz)`, header, (k, [at, name, to, count]) => readWords(k, find(k, at), name, 0, count, to), since),
    row(`int ${prefix}_property_read_string(const ${first}, const char *propname, const char **out_string)`, header, (k, [at, name, to]) => readText(k, find(k, at), name, 0, to), since),
  ];
}

const nodes = (k: KernelCore): readonly HardwareDevice[] => k.hardware.devices ?? [];

function addressResource(k: KernelCore, node: number, index: number, to: number): number {
  const found = byNode(k, node)?.reg[index];
  if (found === undefined) return -ERRNO.EINVAL;
  k.memory.zero(to, k.memory.sizeOf('resource'));
  k.memory.setField('resource', to, 'start', found.base);
  k.memory.setField('resource', to, 'end', found.base + found.bytes - 1);
  k.memory.setField('resource', to, 'flags', 0x200);
  return 0;
}

export const DEVICE_TREE: readonly KernelFunction[] = [
  ...readers('of', 'struct device_node *np', OF, byNode),
  ...readers('device', 'struct device *dev', PROPERTY, byDevice),
  row('bool of_property_read_bool(const struct device_node *np, const char *propname)', OF, (k, [node, name]) => (property(k, byNode(k, node), name) === undefined ? 0 : 1)),
  row('bool device_property_read_bool(const struct device *dev, const char *propname)', PROPERTY, (k, [device, name]) => (property(k, byDevice(k, device), name) === undefined ? 0 : 1), '3.19'),
  row('bool device_property_present(const struct device *dev, const char *propname)', PROPERTY, (k, [device, name]) => (property(k, byDevice(k, device), name) === undefined ? 0 : 1), '3.19'),
  row('int of_property_read_u32_index(const struct device_node *np, const char *propname, u32 index, u32 *out_value)', OF, (k, [node, name, index, to]) => readWords(k, byNode(k, node), name, index, 1, to)),
  row('int of_property_read_string_index(const struct device_node *np, const char *propname, int index, const char **output)', OF, (k, [node, name, index, to]) => readText(k, byNode(k, node), name, index, to)),
  row('int of_property_count_strings(const struct device_node *np, const char *propname)', OF, (k, [node, name]) => {
    const found = property(k, byNode(k, node), name);
    return found === undefined ? -ERRNO.EINVAL : texts(found).length;
  }),
  row('int of_property_count_u32_elems(const struct device_node *np, const char *propname)', OF, (k, [node, name]) => {
    const found = property(k, byNode(k, node), name);
    return found === undefined ? -ERRNO.EINVAL : cells(found).length;
  }),
  row('int of_property_match_string(const struct device_node *np, const char *propname, const char *string)', OF, (k, [node, name, wanted]) => {
    const found = property(k, byNode(k, node), name);
    if (found === undefined) return -ERRNO.EINVAL;
    const index = texts(found).indexOf(k.memory.string(wanted));
    return index < 0 ? -ENODATA : index;
  }),
  row('int of_device_is_compatible(const struct device_node *device, const char *compat)', OF, (k, [node, name]) => ((byNode(k, node)?.compatible ?? []).includes(k.memory.string(name)) ? 1 : 0)),
  row('struct device_node *of_find_compatible_node(struct device_node *from, const char *type, const char *compat)', OF, (k, [from, , name]) => {
    const wanted = k.memory.string(name);
    const behind = from === 0 ? -1 : nodes(k).findIndex((node) => node === byNode(k, from));
    const found = nodes(k).find((node, i) => i > behind && node.compatible.includes(wanted));
    return found === undefined ? 0 : k.platform.nodeAddress(k, found.name);
  }),
  row('struct device_node *of_find_node_by_name(struct device_node *from, const char *name)', OF, (k, [from, name]) => {
    const wanted = k.memory.string(name);
    const behind = from === 0 ? -1 : nodes(k).findIndex((node) => node === byNode(k, from));
    const found = nodes(k).find((node, i) => i > behind && node.name.split('@')[0] === wanted);
    return found === undefined ? 0 : k.platform.nodeAddress(k, found.name);
  }),
  row('const struct of_device_id *of_match_node(const struct of_device_id *matches, const struct device_node *node)', OF, (k, [table, node]) => matchTable(k, table, byNode(k, node))),
  row('const struct of_device_id *of_match_device(const struct of_device_id *matches, const struct device *dev)', 'linux/of_device.h', (k, [table, device]) => matchTable(k, table, byDevice(k, device))),
  row('const void *of_device_get_match_data(const struct device *dev)', 'linux/of_device.h', (k, [device]) => {
    const driver = k.memory.field('device', device, 'driver');
    const entry = driver === 0 ? 0 : matchTable(k, k.memory.field('device_driver', driver, 'of_match_table'), byDevice(k, device));
    return entry === 0 ? 0 : k.memory.field('of_device_id', entry, 'data');
  }, '4.2'),
  row('const void *device_get_match_data(const struct device *dev)', PROPERTY, (k, [device]) => {
    const driver = k.memory.field('device', device, 'driver');
    const entry = driver === 0 ? 0 : matchTable(k, k.memory.field('device_driver', driver, 'of_match_table'), byDevice(k, device));
    return entry === 0 ? 0 : k.memory.field('of_device_id', entry, 'data');
  }, '4.16'),
  row('int of_address_to_resource(struct device_node *dev, int index, struct resource *r)', 'linux/of_address.h', (k, [node, index, to]) => addressResource(k, node, index, to)),
  {
    prototype: 'void __iomem *of_iomap(struct device_node *node, int index)', header: 'linux/of_address.h', sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const found = byNode(k, f.args[0])?.reg[f.args[1]];
          return found === undefined ? value(0) : call('ioremap', found.base, found.bytes);
        },
      },
      { text: '', run: (f) => value(f.result) },
    ],
  },
  row('unsigned int irq_of_parse_and_map(struct device_node *node, int index)', 'linux/of_irq.h', (k, [node, index]) => {
    const found = byNode(k, node);
    return found === undefined ? 0 : (irqOf(k, found, index) ?? 0);
  }),
  row('int of_irq_get(struct device_node *dev, int index)', 'linux/of_irq.h', (k, [node, index]) => {
    const found = byNode(k, node);
    return found === undefined ? -ERRNO.EINVAL : (irqOf(k, found, index) ?? -ERRNO.ENXIO);
  }, '3.15'),
];
