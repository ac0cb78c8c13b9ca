/** All kernel functions: the one table. */
import { ATOMIC_VALUES } from './atomic-values';
import { ATOMICITY } from './atomicity';
import { CHARACTER_DEVICES } from './character-devices';
import type { KernelFunction } from './declare';
import { CLOCK_TIME } from './clock-time';
import { DMA } from './dma';
import { INTERRUPTS } from './interrupts';
import { IO } from './io';
import { KTHREADS } from './kthreads';
import { MANAGED } from './managed';
import { MEMORY } from './memory';
import { MESSAGES } from './messages';
import { NUMBERS } from './numbers';
import { OBJECT_CACHES } from './object-caches';
import { PRINTING } from './printing';
import { SCHEDULING } from './scheduling';
import { SLEEPING_LOCKS } from './sleeping-locks';
import { SPINLOCKS } from './spinlocks';
import { STRINGS } from './strings';
import { TASKLETS } from './tasklets';
import { TEXT } from './text';
import { TIMERS } from './timers';
import { USER_MEMORY } from './user-memory';
import { USER_VALUES } from './user-values';
import { WAITING } from './waiting';
import { WORKQUEUES } from './workqueues';

export const KERNEL_FUNCTIONS: readonly KernelFunction[] = [...PRINTING, ...CHARACTER_DEVICES, ...INTERRUPTS, ...DMA, ...IO, ...STRINGS, ...USER_MEMORY, ...MEMORY, ...WAITING, ...TASKLETS, ...TIMERS, ...ATOMICITY, ...SCHEDULING, ...KTHREADS, ...WORKQUEUES, ...SPINLOCKS, ...SLEEPING_LOCKS, ...ATOMIC_VALUES, ...TEXT, ...NUMBERS, ...CLOCK_TIME, ...USER_VALUES, ...MESSAGES, ...OBJECT_CACHES, ...MANAGED];
