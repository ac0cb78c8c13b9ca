/**
 * Layouts of the kernels' structures. A build puts here what it reads from the headers (electron.vite.config.ts), so that the
 * program need not read them at every start; elsewhere there are none, and a kernel reads its headers when it begins.
 */
import type { LayoutData } from '../core/kernel/structs';

export const KERNEL_LAYOUTS: Readonly<Record<string, LayoutData>> = {};
