/** The PL330 provider as a module, for kernels that do not have it built in. */
import type { KernelCore } from '../kernel-core';
import { value } from '../operations';
import { probePl330, removePl330 } from '../providers/pl330/probe';
import type { ModuleDefinition } from './module';

export const PL330_MODULE: ModuleDefinition<KernelCore> = {
  name: 'pl330',
  description: 'dmaengine provider of the PL330 DMA controller',
  inTree: true,
  init: 'pl330_driver_init',
  exit: 'pl330_driver_exit',
  strings: {},
  globals: [],
  functions: {
    pl330_driver_init: [{ text: 'amba_driver_register(&pl330_driver)', run: (_f, k) => value(probePl330(k)) }],
    pl330_driver_exit: [{ text: 'amba_driver_unregister(&pl330_driver)', run: (_f, k) => value(removePl330(k)) }],
  },
};
