/**
 * Kernel structures that drivers touch: one declaration gives layout and typed access. ILP32, little endian, natural
 * alignment. Public fields are named as in Linux; what drivers do not touch is a run of bytes. Layouts follow 4.14
 * (include/linux/{fs,cdev,miscdevice,device,completion}.h) without lock debugging.
 */
type FieldType = 'u8' | 'u16' | 'u32' | 'u64' | 'ptr' | { readonly bytes: number };

export interface FieldPlace {
  readonly offset: number;
  readonly bytes: number;
}

export interface StructLayout<F extends string = string> {
  readonly name: string;
  readonly bytes: number;
  readonly fields: Readonly<Record<F, FieldPlace>>;
}

const SIZES = { u8: 1, u16: 2, u32: 4, u64: 8, ptr: 4 } as const;

function defineStruct<F extends string>(name: string, fields: Readonly<Record<F, FieldType>>): StructLayout<F> {
  let offset = 0;
  let widest = 1;
  const places = {} as Record<F, FieldPlace>;
  for (const [field, type] of Object.entries(fields) as [F, FieldType][]) {
    const bytes = typeof type === 'string' ? SIZES[type] : type.bytes;
    const alignment = typeof type === 'string' ? bytes : 4;
    offset = Math.ceil(offset / alignment) * alignment;
    places[field] = { offset, bytes };
    offset += bytes;
    widest = Math.max(widest, alignment);
  }
  return { name, bytes: Math.ceil(offset / widest) * widest, fields: places };
}

const LIST = { bytes: 8 } as const;

export const STRUCTS = {
  cdev: defineStruct('cdev', { kobj: { bytes: 36 }, owner: 'ptr', ops: 'ptr', list: LIST, dev: 'u32', count: 'u32' }),
  file_operations: defineStruct('file_operations', {
    owner: 'ptr', llseek: 'ptr', read: 'ptr', write: 'ptr', read_iter: 'ptr', write_iter: 'ptr', iterate: 'ptr', iterate_shared: 'ptr', poll: 'ptr', unlocked_ioctl: 'ptr',
    compat_ioctl: 'ptr', mmap: 'ptr', open: 'ptr', flush: 'ptr', release: 'ptr', fsync: 'ptr', fasync: 'ptr', lock: 'ptr', rest: { bytes: 44 },
  }),
  file: defineStruct('file', {
    f_u: LIST, f_path: LIST, f_inode: 'ptr', f_op: 'ptr', f_lock: 'u32', f_write_hint: 'u32', f_count: 'u32', f_flags: 'u32', f_mode: 'u32', f_pos_lock: { bytes: 20 }, f_pos: 'u64', private_data: 'ptr',
  }),
  inode: defineStruct('inode', { i_mode: 'u16', i_opflags: 'u16', i_uid: 'u32', i_gid: 'u32', i_flags: 'u32', i_rdev: 'u32', i_size: 'u64', i_fop: 'ptr', i_cdev: 'ptr', i_private: 'ptr' }),
  class: defineStruct('class', { name: 'ptr', owner: 'ptr', rest: { bytes: 52 } }),
  /** coherent_dma_mask stands where Linux 6.1 for ARM has it. */
  device: defineStruct('device', {
    kobj: { bytes: 36 }, parent: 'ptr', p: 'ptr', init_name: 'ptr', type: 'ptr', bus: 'ptr', driver: 'ptr', platform_data: 'ptr', driver_data: 'ptr', rest: { bytes: 68 }, dma_mask: 'ptr', coherent_dma_mask: 'u64', devt: 'u32', id: 'u32', class: 'ptr',
  }),
  miscdevice: defineStruct('miscdevice', { minor: 'u32', name: 'ptr', fops: 'ptr', list: LIST, parent: 'ptr', this_device: 'ptr', groups: 'ptr', nodename: 'ptr', mode: 'u16' }),
  tasklet_struct: defineStruct('tasklet_struct', { next: 'ptr', state: 'u32', count: 'u32', use_callback: 'u32', func: 'ptr', data: 'u32' }),
  timer_list: defineStruct('timer_list', { entry: LIST, expires: 'u32', function: 'ptr', data: 'u32', flags: 'u32' }),
  semaphore: defineStruct('semaphore', { lock: 'u32', count: 'u32', wait_list: LIST }),
  resource: defineStruct('resource', { start: 'u32', end: 'u32', name: 'ptr', flags: 'u32', desc: 'u32', parent: 'ptr', sibling: 'ptr', child: 'ptr' }),
  task_struct: defineStruct('task_struct', { __state: 'u32', state: 'u32', stack: 'ptr', flags: 'u32', mm: 'ptr', pid: 'u32', tgid: 'u32', comm: { bytes: 16 } }),
  wait_queue_head: defineStruct('wait_queue_head', { lock: 'u32', head: LIST }),
  wait_queue_entry: defineStruct('wait_queue_entry', { flags: 'u32', private: 'ptr', func: 'ptr', entry: LIST }),
  work_struct: defineStruct('work_struct', { data: 'u32', entry: LIST, func: 'ptr' }),
  delayed_work: defineStruct('delayed_work', { work: { bytes: 16 }, timer: { bytes: 24 }, wq: 'ptr', cpu: 'u32' }),
  workqueue_struct: defineStruct('workqueue_struct', { name: { bytes: 24 }, flags: 'u32', max_active: 'u32' }),
  completion: defineStruct('completion', { done: 'u32', wait: { bytes: 12 } }),
  module: defineStruct('module', { state: 'u32', list: LIST, name: { bytes: 56 }, rest: { bytes: 60 } }),
} as const;

export type StructName = keyof typeof STRUCTS;
export type FieldOf<S extends StructName> = Extract<keyof (typeof STRUCTS)[S]['fields'], string>;

/** Address of a field of the structure at `base`. */
export function fieldAddress<S extends StructName>(struct: S, base: number, field: FieldOf<S>): number {
  const place = (STRUCTS[struct].fields as Readonly<Record<string, FieldPlace>>)[field];
  return (base + place.offset) >>> 0;
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

export function fixedLayouts(): StructLayouts {
  const fields = (struct: StructName): Readonly<Record<string, FieldPlace>> => STRUCTS[struct].fields;
  return { sizeOf: (struct) => STRUCTS[struct].bytes, place: (struct, field) => fields(struct)[field], has: (struct, field) => field in fields(struct), placeNamed: (struct, field) => fields(struct as StructName)[field] };
}
