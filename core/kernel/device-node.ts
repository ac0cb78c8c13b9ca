/** From a struct device to its node in the board's tree. */
import type { HardwareDevice } from './hardware';
import type { KernelCore } from './kernel-core';

export function nodeOfDevice(k: KernelCore, device: number): HardwareDevice | undefined {
  return k.platform.nodeAt(k, k.memory.field('device', device, 'of_node'));
}
