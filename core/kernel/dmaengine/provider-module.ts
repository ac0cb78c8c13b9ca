/** A provider's module stays while a client has one of its channels: dma_chan_to_owner and try_module_get, drivers/dma/dmaengine.c. */
import type { KernelCore } from '../kernel-core';
import { THIS_MODULE } from '../modules/module';
import type { LoadedModule } from '../modules/module';

/** Undefined: it is built in, or its driver names no owner. */
function moduleOf(k: KernelCore, device: number): LoadedModule | undefined {
  const driver = k.memory.field('device', k.memory.field('dma_device', device, 'dev'), 'driver');
  const owner = driver === 0 ? 0 : k.memory.field('device_driver', driver, 'owner');
  return owner === 0 ? undefined : k.modules.list.find((one) => one.symbols[THIS_MODULE] === owner);
}

/** @returns false when it is about to go. */
export function holdProvider(k: KernelCore, device: number): boolean {
  const module = moduleOf(k, device);
  if (module === undefined) return true;
  if (module.state === 'going') return false;
  module.refs++;
  return true;
}

export function letProviderGo(k: KernelCore, device: number): void {
  const module = moduleOf(k, device);
  if (module !== undefined && module.refs > 0) module.refs--;
}
