/** All programs: the one list. */
import type { Applet } from '../program';
import { CC } from './cc';
import { DD } from './dd';
import { DEVICE_TOOLS } from './device-tools';
import { DEVMEM } from './devmem';
import { FILTERS } from './filters';
import { HEXDUMP } from './hexdump';
import { LS } from './ls';
import { MODULE_TOOLS } from './module-tools';
import { helpApplet, SMALL } from './small';
import { TEXT_TOOLS } from './text-tools';

const PLAIN: readonly Applet[] = [...MODULE_TOOLS, ...TEXT_TOOLS, ...DD, ...HEXDUMP, ...DEVMEM, ...DEVICE_TOOLS, ...CC, ...LS, ...FILTERS, ...SMALL];

export const APPLETS: readonly Applet[] = [...PLAIN, helpApplet(PLAIN)];
