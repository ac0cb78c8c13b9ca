/**
 * Texts of the kernel's headers by their paths, without what the table of functions adds. One file for a family. Each
 * text is read once per unit and sees `generated/autoconf.h`, as a kernel build sees to it.
 */
import { ALGORITHMS } from './algorithms';
import { BASE } from './base';
import { BUSES } from './buses';
import { DEBUG_FILES } from './debug-files';
import { DEVICES } from './devices';
import { DEVICES_MORE } from './devices-more';
import { DMAENGINE } from './dmaengine';
import { FIFOS } from './fifos';
import { FILES } from './files';
import { GUARDS } from './guards';
import { HASH_TABLES } from './hash-tables';
import { INTERRUPTS } from './interrupts';
import { LIBRARY } from './library';
import { LISTS } from './lists';
import { LOCKS } from './locks';
import { MEMORY_HEADERS } from './memory';
import { MODULE } from './module';
import { NOTIFIERS } from './notifiers';
import { NUMBER_MAPS } from './number-maps';
import { NUMBERS } from './numbers';
import { PCI } from './pci';
import { POWER } from './power';
import { PROVIDERS } from './providers';
import { REGMAP } from './regmap';
import { RUNNING } from './running';
import { TIME } from './time';
import { TRANSFERS } from './transfers';
import { TREES } from './trees';
import { WAITING } from './waiting';

const FAMILIES: readonly Readonly<Record<string, string>>[] = [BASE, MODULE, LISTS, LOCKS, WAITING, TIME, INTERRUPTS, FILES, DEVICES, MEMORY_HEADERS, DMAENGINE, PROVIDERS, BUSES, PCI, HASH_TABLES, NUMBER_MAPS, FIFOS, ALGORITHMS, GUARDS, TREES, DEBUG_FILES, NOTIFIERS, NUMBERS, POWER, DEVICES_MORE, REGMAP, LIBRARY, RUNNING, TRANSFERS];

export const AUTOCONF = 'generated/autoconf.h';
/** Stands where the prototypes go; at the end when a text has none. */
export const PROTOTYPES = '/*PROTOTYPES*/\n';

/** A path that several families have: their texts follow each other, the prototypes behind the first at the latest. */
const TEXTS = new Map<string, string>();
for (const family of FAMILIES)
  for (const [path, text] of Object.entries(family)) {
    const before = TEXTS.get(path);
    TEXTS.set(path, before === undefined ? text : before.includes(PROTOTYPES) ? before + text : before + PROTOTYPES + text);
  }

/** Paths of all headers that have a text of their own. */
export const HEADER_PATHS: readonly string[] = [...TEXTS.keys()].sort();

export function headerText(path: string): string | null {
  return TEXTS.get(path) ?? null;
}
