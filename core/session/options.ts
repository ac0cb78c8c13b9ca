/** What a session chooses about board and kernel. The file and the dialog that changes it share this schema. */
import * as v from 'valibot';

export const optionsSchema = v.strictObject({
  /** False: nothing is recorded, and nothing can be traced back. */
  journal: v.optional(v.boolean(), true),
  /** False: the processor's data caches are switched off. */
  caches: v.optional(v.boolean(), true),
  /** True: other masters look into the processor's caches, as on a coherent port. */
  snooped: v.optional(v.boolean(), false),
  /** Bounce buffers of 2 KiB; 0 = none. */
  bounceSlots: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1024, 'must be at most 1024')), 0),
  iommu: v.optional(v.boolean(), false),
  /** What the kernel takes of RAM, in MiB; 0 = all. */
  mem: v.optional(v.union([v.literal(0), v.pipe(v.number(), v.integer(), v.minValue(24), v.maxValue(4096))], 'must be 0 (all) or at least 24 (MiB)'), 0),
  /** False: drivers of controllers are modules that must be loaded. */
  builtInDrivers: v.optional(v.boolean(), true),
});

export type SessionOptions = v.InferOutput<typeof optionsSchema>;
