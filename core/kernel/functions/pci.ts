/** Drivers for PCI on a board without PCI: they register, and wait. Behaviour: drivers/pci/pci-driver.c. The rest is C in <linux/pci.h>. */
import type { KernelCore } from '../kernel-core';
import type { KernelFunction } from './declare';

const header = 'linux/pci.h';

function registerDriver(k: KernelCore, driver: number): number {
  const name = k.memory.word(driver + NAME);
  k.find({ rule: 'bus-without-devices', message: `${k.owner} registers the PCI driver ${name === 0 ? '' : k.memory.string(name)}: no PCI bus is here, so its probe() is never called.` });
  return 0;
}

/** struct pci_driver: behind the node of its list. */
const NAME = 8;

export const PCI_DRIVERS: readonly KernelFunction[] = [
  { prototype: 'int __pci_register_driver(struct pci_driver *drv, struct module *owner, const char *mod_name)', header, sleeps: true, cost: 800, immediate: (k, [driver]) => registerDriver(k, driver) },
  { prototype: 'void pci_unregister_driver(struct pci_driver *drv)', header, sleeps: true, cost: 400, immediate: () => 0 },
  { prototype: 'const struct pci_device_id *pci_match_id(const struct pci_device_id *ids, struct pci_dev *dev)', header, cost: 40, immediate: (k, [, device]) => k.memory.word(device) * 0 },
];
