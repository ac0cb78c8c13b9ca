/**
 * Kernel structures that TypeScript code touches: their names and those of the fields used. Where a field lies is read
 * from the C headers of the profile (`headers/`), which are the one declaration; a name that they lack is an error when
 * the kernel is made. "?" after a name: some versions have the field, others not; ask `k.memory.has` before using it.
 */
import type { CType, RecordInfo } from '../c/ctype';
import { findField, fieldNames, sizeOf } from '../c/ctype';
import { parseUnit } from '../c/parse';
import { Preprocessor } from '../c/preprocess';
import { DiagnosticList, SourceFile } from '../c/source';
import type { TargetName } from '../c/target';
import { TARGETS } from '../c/target';
import { autoconf } from './headers/autoconf';
import { inVersion } from './headers/spans';
import { AUTOCONF, HEADER_PATHS, headerText } from './headers/text';
import type { Profile } from './profiles';
import { PROFILES } from './profiles';

const USED = {
  cdev: ['owner', 'ops', 'dev', 'count'],
  file_operations: ['owner', 'llseek', 'read', 'write', 'poll', 'unlocked_ioctl', 'ioctl?', 'compat_ioctl', 'mmap', 'open', 'flush', 'release', 'fsync', 'fasync'],
  dentry: ['d_inode'],
  path: ['dentry'],
  file: ['f_path', 'f_inode?', 'f_op', 'f_flags', 'f_mode', 'f_pos', 'private_data'],
  inode: ['i_mode', 'i_rdev', 'i_size', 'i_fop', 'i_cdev', 'i_private'],
  class: ['name', 'owner?', 'dev_groups?'],
  device: ['kobj', 'parent', 'init_name?', 'bus', 'driver', 'platform_data', 'driver_data', 'dma_mask', 'coherent_dma_mask', 'dma_parms', 'of_node', 'devt', 'id', 'class', 'groups', 'release'],
  miscdevice: ['minor', 'name', 'fops', 'list', 'parent', 'this_device', 'groups?'],
  tasklet_struct: ['next', 'state', 'count', 'use_callback?', 'func', 'data'],
  callback_head: ['next', 'func'],
  timer_list: ['entry', 'expires', 'function', 'data?', 'flags?'],
  semaphore: ['lock', 'count', 'wait_list'],
  resource: ['start', 'end', 'name', 'flags'],
  bus_type: ['name', 'match', 'probe', 'remove'],
  device_driver: ['name', 'bus', 'owner', 'probe', 'remove', 'of_match_table', 'groups', 'dev_groups'],
  device_node: ['name', 'full_name', 'properties'],
  property: ['name', 'length', 'value', 'next'],
  of_device_id: ['name', 'type', 'compatible', 'data'],
  platform_device: ['name', 'id', 'dev', 'platform_dma_mask', 'dma_parms?', 'num_resources', 'resource', 'id_entry'],
  platform_device_id: ['name', 'driver_data'],
  platform_driver: ['probe', 'remove', 'remove_new?', 'driver', 'id_table'],
  attribute: ['name', 'mode'],
  attribute_group: ['name', 'attrs', 'bin_attrs?'],
  bin_attribute: ['size', 'private', 'read', 'write'],
  device_attribute: ['attr', 'show', 'store'],
  class_attribute: ['attr', 'show', 'store'],
  dmalab_param: ['name', 'type', 'addr', 'perm', 'size', 'count', 'max', 'ops'],
  proc_ops: ['proc_open?', 'proc_read?', 'proc_write?', 'proc_lseek?', 'proc_release?', 'proc_poll?', 'proc_ioctl?', 'proc_mmap?'],
  seq_file: ['buf', 'size', 'from', 'count', 'index', 'op', 'file?', 'private'],
  seq_operations: ['start', 'stop', 'next', 'show'],
  kobject: ['name', 'parent', 'kset', 'ktype', 'kref'],
  kset: ['kobj'],
  kobj_type: ['release', 'sysfs_ops', 'default_attrs?', 'default_groups?'],
  sysfs_ops: ['show', 'store'],
  hrtimer: ['_softexpires', 'function'],
  kernel_param: ['ops', 'arg'],
  kernel_param_ops: ['set', 'get'],
  vm_area_struct: ['vm_start', 'vm_end', 'vm_page_prot', 'vm_flags', 'vm_ops', 'vm_pgoff', 'vm_file', 'vm_private_data'],
  vm_operations_struct: ['open', 'close', 'fault'],
  vm_fault: ['vma?', 'flags', 'gfp_mask', 'pgoff', 'address', 'page'],
  poll_table_struct: ['_qproc', '_key'],
  task_struct: ['__state?', 'state?', 'flags', 'pid', 'tgid', 'comm'],
  wait_queue_head: ['lock'],
  wait_queue_entry: ['flags', 'private', 'func', 'entry?', 'task_list?'],
  work_struct: ['data', 'entry', 'func'],
  delayed_work: ['work', 'timer', 'wq', 'cpu'],
  workqueue_struct: ['name', 'flags', 'max_active'],
  completion: ['done', 'wait'],
  page: ['flags', '_refcount?'],
  scatterlist: ['page_link?', 'page?', 'offset', 'length', 'dma_address', 'dma_length?'],
  sg_table: ['sgl', 'nents', 'orig_nents'],
  device_dma_parameters: ['max_segment_size', 'segment_boundary_mask'],
  dma_device: [
    'ref?', 'chancnt', 'privatecnt', 'channels', 'filter?', 'cap_mask', 'desc_metadata_modes?', 'max_xor', 'max_pq', 'copy_align', 'dev_id', 'dev', 'owner?', 'chan_ida?', 'src_addr_widths?', 'dst_addr_widths?', 'directions?', 'min_burst?', 'max_burst?', 'max_sg_burst?', 'descriptor_reuse?', 'residue_granularity?',
    'device_alloc_chan_resources', 'device_router_config?', 'device_free_chan_resources', 'device_prep_dma_memcpy', 'device_prep_dma_xor', 'device_prep_dma_xor_val', 'device_prep_dma_pq', 'device_prep_dma_pq_val', 'device_prep_dma_memset', 'device_prep_dma_memset_sg?', 'device_prep_dma_interrupt', 'device_prep_dma_sg?', 'device_prep_slave_sg',
    'device_prep_dma_cyclic', 'device_prep_interleaved_dma?', 'device_prep_dma_imm_data?', 'device_config?', 'device_pause?', 'device_resume?', 'device_terminate_all?', 'device_synchronize?', 'device_control?', 'device_tx_status', 'device_issue_pending',
    'device_caps?', 'device_release?', 'dbg_summary_show?',
  ],
  dma_chan: ['device', 'slave?', 'cookie', 'completed_cookie', 'chan_id', 'dev', 'name?', 'dbg_client_name?', 'device_node', 'local', 'client_count', 'table_count', 'router?', 'route_data?', 'private'],
  dma_chan_percpu: ['memcpy_count', 'bytes_transferred'],
  dma_router: ['dev', 'route_free'],
  of_dma: ['of_node?', 'of_dma_xlate?', 'of_dma_route_allocate?', 'dma_router?', 'of_dma_data?'],
  of_dma_filter_info: ['dma_cap?', 'filter_fn?'],
  of_phandle_args: ['np?', 'args_count?', 'args?'],
  dmaengine_unmap_data: ['map_cnt?', 'to_cnt', 'from_cnt', 'bidi_cnt', 'dev', 'kref', 'len', 'addr'],
  dma_chan_dev: ['chan', 'device', 'dev_id'],
  dma_async_tx_descriptor: ['cookie', 'flags', 'chan', 'tx_submit', 'desc_free?', 'callback', 'callback_result?', 'callback_param'],
  dma_tx_state: ['last', 'used', 'residue', 'in_flight_bytes?'],
  dma_slave_config: ['src_addr', 'dst_addr', 'src_addr_width', 'dst_addr_width', 'src_maxburst', 'dst_maxburst'],
  dma_interleaved_template: ['src_start?', 'dst_start?', 'numf?', 'frame_size?', 'sgl?'],
  data_chunk: ['size?'],
  dma_slave_caps: ['src_addr_widths', 'dst_addr_widths', 'directions', 'min_burst?', 'max_burst', 'max_sg_burst?', 'cmd_pause', 'cmd_resume?', 'cmd_terminate', 'residue_granularity', 'descriptor_reuse'],
  dmaengine_result: ['result', 'residue'],
  module: ['state', 'list', 'name'],
} as const;

type Plain<F> = F extends `${infer Name}?` ? Name : F;
export type StructName = keyof typeof USED;
export type FieldOf<S extends StructName> = Plain<(typeof USED)[S][number]>;

export interface FieldPlace {
  readonly offset: number;
  readonly bytes: number;
}

/** Where things are in the structures of one kernel. Ask `k.memory.sizeOf`, `.at`, `.has`: layouts differ by profile. */
export interface StructLayouts {
  sizeOf(struct: StructName): number;
  /** @throws Error when this kernel's structure has no such field. */
  place<S extends StructName>(struct: S, field: FieldOf<S>): FieldPlace;
  has<S extends StructName>(struct: S, field: FieldOf<S>): boolean;
  /** Any field by its name. @throws Error when the structure has none of that name. */
  placeNamed(struct: StructName | undefined, field: string): FieldPlace;
}

interface Layout {
  readonly bytes: number;
  readonly fields: ReadonlyMap<string, FieldPlace>;
}

/** Bytes of each structure, and offset and bytes of each of its fields, as plain data. */
export type LayoutData = Readonly<Record<string, { readonly bytes: number; readonly fields: Readonly<Record<string, readonly [offset: number, bytes: number]>> }>>;

const made = new Map<string, StructLayouts>();
const readBefore = new Map<string, LayoutData>();

const kernelOf = (profile: Profile, target: TargetName): string => `${profile.name} ${profile.release} ${target}`;

/**
 * The layouts of a profile on a target; computed once.
 * @throws Error when a header is wrong or lacks a structure or field of the list above.
 */
export function layoutsOf(profile: Profile, target: TargetName): StructLayouts {
  const kernel = kernelOf(profile, target);
  const known = made.get(kernel);
  if (known !== undefined) return known;
  const before = readBefore.get(kernel);
  const result = new HeaderLayouts(before === undefined ? readLayouts(profile, target) : fromData(before), profile.name);
  made.set(kernel, result);
  return result;
}

/** What a build read from these very headers: reading them takes longer than all else with which a kernel begins. */
export function takeLayouts(all: Readonly<Record<string, LayoutData>>): void {
  for (const [kernel, data] of Object.entries(all)) readBefore.set(kernel, data);
}

/** For `takeLayouts`: the layouts of all profiles. */
export function allLayouts(target: TargetName): Record<string, LayoutData> {
  return Object.fromEntries(PROFILES.map((profile) => [kernelOf(profile, target), toData(readLayouts(profile, target))]));
}

function toData(layouts: ReadonlyMap<string, Layout>): LayoutData {
  return Object.fromEntries([...layouts].map(([name, { bytes, fields }]) => [name, { bytes, fields: Object.fromEntries([...fields].map(([field, place]) => [field, [place.offset, place.bytes]])) }]));
}

function fromData(data: LayoutData): Map<string, Layout> {
  return new Map(Object.entries(data).map(([name, { bytes, fields }]) => [name, { bytes, fields: new Map(Object.entries(fields).map(([field, [offset, size]]) => [field, { offset, bytes: size }])) }]));
}

function readLayouts(profile: Profile, target: TargetName): Map<string, Layout> {
  const records = headerRecords(profile, target);
  const layouts = new Map<string, Layout>();
  for (const [name, fields] of Object.entries(USED)) layouts.set(name, layoutOf(name, fields, records, profile));
  return layouts;
}

class HeaderLayouts implements StructLayouts {
  constructor(
    private readonly layouts: ReadonlyMap<string, Layout>,
    private readonly profile: string,
  ) {}

  sizeOf(struct: StructName): number {
    return this.layout(struct).bytes;
  }

  has<S extends StructName>(struct: S, field: FieldOf<S>): boolean {
    return this.layout(struct).fields.has(field);
  }

  place<S extends StructName>(struct: S, field: FieldOf<S>): FieldPlace {
    return this.placeNamed(struct, field);
  }

  placeNamed(struct: StructName | undefined, field: string): FieldPlace {
    const place = struct === undefined ? undefined : this.layout(struct).fields.get(field);
    if (place === undefined) throw new Error(`struct ${struct ?? '(none)'} of ${this.profile} has no field "${field}"`);
    return place;
  }

  private layout(struct: StructName): Layout {
    return this.layouts.get(struct) as Layout;
  }
}

function layoutOf(name: string, used: readonly string[], records: ReadonlyMap<string, RecordInfo>, profile: Profile): Layout {
  const record = records.get(name);
  /** A structure all of whose fields are optional may be missing itself. */
  if (record === undefined && used.every((field) => field.endsWith('?'))) return { bytes: 0, fields: new Map() };
  if (record === undefined) throw new Error(`the headers of ${profile.name} declare no struct ${name}`);
  const fields = new Map<string, FieldPlace>();
  for (const field of fieldNames(record)) {
    const found = findField(record, field);
    if (found !== null && found.field.bits === null) fields.set(field, { offset: found.offset, bytes: bytesOf(found.field.type) });
  }
  for (const field of used) if (!field.endsWith('?') && !fields.has(field)) throw new Error(`struct ${name} in the headers of ${profile.name} has no field "${field}"; core/kernel/structs.ts names it`);
  return { bytes: record.size, fields };
}

const bytesOf = (type: CType): number => sizeOf(type);

/** No structure hides in the body of an inline function, and few macros make one; leaving both out takes a third of the time. */
const FUNCTION_MACRO = /^#define (?!LINUX_SINCE|DECLARE_BITMAP|BITS_TO_LONGS|__aligned)\w+\((?:[^\n]*\\\n)*[^\n]*\n/gm;
/** Made by such macros: no structure that the kernel's own code uses. */
const GUARD = /^(?:DEFINE_(?:FREE|GUARD|LOCK_GUARD_[01])|__DEBUGFS_[A-Z]+|__MEMSET_OF)\([^\n]*\n/gm;
const INLINE_FUNCTION = /^static inline [^;{]*\{(?:[^\n]*\}\n|\n[^]*?^\}\n)/gm;

/** Every complete struct that the headers of a profile declare, by its tag. */
export function headerRecords(profile: Profile, target: TargetName): Map<string, RecordInfo> {
  const diagnostics = new DiagnosticList();
  const files = {
    read: (path: string) => {
      const name = path.replace('<c>/', '');
      const text = name === AUTOCONF ? autoconf(profile) : headerText(name);
      return text === null ? null : { text: `#pragma once\n#include <${AUTOCONF}>\n${text.replace(INLINE_FUNCTION, '').replace(FUNCTION_MACRO, '').replace(GUARD, '')}`, system: true };
    },
  };
  const preprocessor = new Preprocessor({ files, includes: [], defines: [] }, diagnostics, TARGETS[target].predefined);
  const tokens = preprocessor.run(new SourceFile('<structures>', HEADER_PATHS.filter((path) => inVersion(path, profile)).map((path) => `#include <${path}>\n`).join(''), true));
  const { context } = parseUnit(tokens, TARGETS[target], diagnostics, { firstId: 1, standard: 'gnu11' });
  if (diagnostics.errors > 0) throw new Error(`the headers of ${profile.name} are wrong:\n${diagnostics.render()}`);
  const records = new Map<string, RecordInfo>();
  for (const [tag, { kind, ...rest }] of context.fileScope.tags) if (kind === 'struct' && 'record' in rest && rest.record.complete) records.set(tag, rest.record);
  return records;
}
