/**
 * More of the board's device tree: values as the bytes that a blob would hold, properties as structures, phandles,
 * children. Behaviour: drivers/of/{base,property}.c, drivers/base/property.c. The board's tree is flat: no node has children.
 */
import { ERRNO } from '../errno';
import type { HardwareDevice, PropertyValue } from '../hardware';
import type { KernelCore } from '../kernel-core';
import { nodeOfDevice } from '../device-node';
import { kernelText } from '../platform';
import type { KernelFunction } from './declare';

const OF = 'linux/of.h';
const PROPERTY = 'linux/property.h';
const ENODATA = 61;
const EILSEQ = 84;

type Finder = (k: KernelCore, at: number) => HardwareDevice | undefined;
const byNode: Finder = (k, node) => k.platform.nodeAt(k, node);
const byDevice: Finder = nodeOfDevice;

const row = (prototype: string, header: string, immediate: (k: KernelCore, args: readonly number[]) => number, extra: Partial<Pick<KernelFunction, 'since' | 'until'>> = {}): KernelFunction => ({ prototype, header, cost: 80, ...extra, immediate });

/** A property as in a blob: cells with the highest byte first, texts with their ends. */
function blobOf(found: PropertyValue): Uint8Array {
  if (found === true) return new Uint8Array(0);
  const list = typeof found === 'string' ? [found] : found;
  return Uint8Array.from(list.flatMap((one) => (typeof one === 'number' ? [(one >>> 24) & 0xff, (one >>> 16) & 0xff, (one >>> 8) & 0xff, one & 0xff] : [...[...one].map((character) => character.charCodeAt(0)), 0])));
}

function propertyOf(k: KernelCore, node: HardwareDevice | undefined, name: number): PropertyValue | undefined {
  const wanted = k.memory.string(name);
  if (node === undefined) return undefined;
  if (wanted === 'compatible') return node.compatible;
  return Object.hasOwn(node.properties, wanted) ? node.properties[wanted] : undefined;
}

/** Values of `bytes` each. -EINVAL: no such property, -ENODATA: no value, -EOVERFLOW: not so many. */
function readValues(k: KernelCore, found: PropertyValue | undefined, bytes: 1 | 2 | 4 | 8, least: number, most: number, to: number): number {
  if (found === undefined) return -ERRNO.EINVAL;
  const blob = blobOf(found);
  if (blob.length === 0) return -ENODATA;
  if (blob.length < least * bytes || (most > 0 && blob.length > most * bytes)) return -ERRNO.EOVERFLOW;
  const count = most > 0 ? Math.floor(blob.length / bytes) : least;
  for (let i = 0; i < count; i++) k.memory.write(to + i * bytes, blob.slice(i * bytes, (i + 1) * bytes).reverse());
  return most > 0 ? count : 0;
}

const textsOf = (found: PropertyValue | undefined): readonly string[] => (typeof found === 'string' ? [found] : Array.isArray(found) && found.every((one) => typeof one === 'string') ? found : []);

/** Addresses of the texts, at most `count`; their number when `to` is 0. */
function readTexts(k: KernelCore, found: PropertyValue | undefined, to: number, count: number): number {
  if (found === undefined) return -ERRNO.EINVAL;
  const list = textsOf(found);
  if (list.length === 0) return found === true ? -ENODATA : -EILSEQ;
  const some = to === 0 ? list : list.slice(0, count);
  if (to !== 0) some.forEach((text, i) => k.memory.setWord(to + 4 * i, kernelText(k, text)));
  return some.length;
}

function countValues(found: PropertyValue | undefined, bytes: number): number {
  if (found === undefined) return -ERRNO.EINVAL;
  const { length } = blobOf(found);
  return length % bytes === 0 ? length / bytes : -ERRNO.EINVAL;
}

/** Address of the struct property, made with all of its node when the first is asked for. */
function propertyAt(k: KernelCore, at: number, name: number): number {
  const node = byNode(k, at);
  if (node === undefined) return 0;
  let next = k.memory.field('device_node', at, 'properties');
  if (next === 0) {
    for (const [key, found] of Object.entries({ ...node.properties, compatible: node.compatible }).reverse()) {
      const made = k.slab.allocate(k.memory.sizeOf('property'), '');
      const blob = blobOf(found);
      const content = k.slab.allocate(Math.max(1, blob.length), '');
      if (made === 0 || content === 0) return 0;
      k.memory.write(content, blob);
      k.memory.setField('property', made, 'name', kernelText(k, key));
      k.memory.setField('property', made, 'length', blob.length);
      k.memory.setField('property', made, 'value', content);
      k.memory.setField('property', made, 'next', next);
      next = made;
    }
    k.memory.setField('device_node', at, 'properties', next);
  }
  const wanted = k.memory.string(name);
  while (next !== 0 && k.memory.string(k.memory.field('property', next, 'name')) !== wanted) next = k.memory.field('property', next, 'next');
  return next;
}

/** The node that the phandle at cell `index` of a property names; 0: none. */
function phandleAt(k: KernelCore, at: number, name: number, index: number): number {
  const found = propertyOf(k, byNode(k, at), name);
  const list: readonly (number | string)[] = Array.isArray(found) ? (found as readonly (number | string)[]) : [];
  const wanted = list[index];
  const target = typeof wanted === 'number' ? (k.hardware.devices ?? []).find((one) => Array.isArray(one.properties.phandle) && one.properties.phandle[0] === wanted) : undefined;
  return target === undefined ? 0 : k.platform.nodeAddress(k, target.name);
}

const ARRAYS: readonly (readonly [type: string, bytes: 1 | 2 | 4 | 8])[] = [['u8', 1], ['u16', 2], ['u64', 8]];

function readers(prefix: 'of' | 'device', first: string, header: string, find: Finder): KernelFunction[] {
  const extra = prefix === 'device' ? { since: '3.19' } : {};
  return [
    ...ARRAYS.flatMap(([type, bytes]) => [
      row(`int ${prefix}_property_read_${type}(const ${first}, const char *propname, ${type} *out_value)`, header, (k, [at, name, to]) => readValues(k, propertyOf(k, find(k, at), name), bytes, 1, 0, to), extra),
      row(`int ${prefix}_property_read_${type}_array(const ${first}, const char *propname, ${type} *out_values, size_t sz)`, header, (k, [at, name, to, count]) => readValues(k, propertyOf(k, find(k, at), name), bytes, count, 0, to), extra),
    ]),
    row(`int ${prefix}_property_read_string_array(const ${first}, const char *propname, const char **out_strs, size_t sz)`, header, (k, [at, name, to, count]) => readTexts(k, propertyOf(k, find(k, at), name), to, count), extra),
  ];
}

export const TREE_READING: readonly KernelFunction[] = [
  ...readers('of', 'struct device_node *np', OF, byNode),
  ...readers('device', 'struct device *dev', PROPERTY, byDevice),
  row('int of_property_count_elems_of_size(const struct device_node *np, const char *propname, int elem_size)', OF, (k, [at, name, bytes]) => countValues(propertyOf(k, byNode(k, at), name), bytes)),
  row('int of_property_read_variable_u32_array(const struct device_node *np, const char *propname, u32 *out_values, size_t sz_min, size_t sz_max)', OF, (k, [at, name, to, least, most]) => {
    const found = propertyOf(k, byNode(k, at), name);
    const count = found === undefined ? 0 : Math.floor(blobOf(found).length / 4);
    const result = readValues(k, found, 4, most > 0 ? least : Math.max(least, count), most, to);
    return most > 0 || result < 0 ? result : least;
  }, { since: '4.9' }),
  row('int device_property_count_u32(const struct device *dev, const char *propname)', PROPERTY, (k, [device, name]) => countValues(propertyOf(k, byDevice(k, device), name), 4), { since: '5.5' }),
  row('int device_property_match_string(const struct device *dev, const char *propname, const char *string)', PROPERTY, (k, [device, name, wanted]) => {
    const found = propertyOf(k, byDevice(k, device), name);
    if (found === undefined) return -ERRNO.EINVAL;
    const index = textsOf(found).indexOf(k.memory.string(wanted));
    return index < 0 ? -ENODATA : index;
  }, { since: '4.0' }),
  row('struct property *of_find_property(const struct device_node *np, const char *name, int *lenp)', OF, (k, [at, name, length]) => {
    const found = propertyAt(k, at, name);
    if (found !== 0 && length !== 0) k.memory.setWord(length, k.memory.field('property', found, 'length'));
    return found;
  }),
  row('const void *of_get_property(const struct device_node *node, const char *name, int *lenp)', OF, (k, [at, name, length]) => {
    const found = propertyAt(k, at, name);
    if (found !== 0 && length !== 0) k.memory.setWord(length, k.memory.field('property', found, 'length'));
    return found === 0 ? 0 : k.memory.field('property', found, 'value');
  }),
  row('struct device_node *of_parse_phandle(const struct device_node *np, const char *phandle_name, int index)', OF, (k, [at, name, index]) => phandleAt(k, at, name, index)),
  row('struct device_node *of_find_node_by_path(const char *path)', OF, (k, [path]) => {
    const wanted = k.memory.string(path).split('/').pop() ?? '';
    const found = (k.hardware.devices ?? []).find((one) => one.name === wanted);
    return found === undefined ? 0 : k.platform.nodeAddress(k, found.name);
  }),
  row('struct platform_device *of_find_device_by_node(struct device_node *np)', 'linux/of_platform.h', (k, [at]) => {
    const node = byNode(k, at);
    return k.platform.devices.find((one) => node !== undefined && one.node === node.name)?.address ?? 0;
  }),
  row('bool of_machine_is_compatible(const char *compat)', OF, (k, [name]) => (k.memory.string(name) === 'xlnx,zynq-7000' && (k.hardware.devices ?? []).some((one) => one.compatible.includes('xlnx,zynq-slcr')) ? 1 : 0)),
  row('int of_alias_get_id(struct device_node *np, const char *stem)', OF, () => -19),
  row('int of_irq_count(struct device_node *dev)', 'linux/of_irq.h', (k, [at]) => byNode(k, at)?.interrupts.length ?? 0),
  row('int of_irq_get_byname(struct device_node *dev, const char *name)', 'linux/of_irq.h', (k, [at, name]) => {
    const node = byNode(k, at);
    const index = node === undefined ? -1 : textsOf(node.properties['interrupt-names']).indexOf(k.memory.string(name));
    const gic = index < 0 ? undefined : node?.interrupts[index];
    return k.irqs.lines.find((line) => line.gic === gic)?.linux ?? -ERRNO.EINVAL;
  }, { since: '3.14' }),
  row('void of_platform_depopulate(struct device *parent)', 'linux/of_platform.h', () => 0),
];
