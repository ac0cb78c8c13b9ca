/** dmabench conformance-linux: modules, and misuse of DMA mapping, here and on real Linux 6.1. */
import { join } from 'node:path';
import { differences, record as recordMisuse, recordedCases, runHere as runMisuse } from '../conformance-dma';
import { readModules, record, runHere } from '../conformance-linux';
import { CliError, parseOptions } from './cli-error';
import type { Command } from './cli-error';

/** Seen from the bundle in out/cli. */
const MODULES = join(import.meta.dirname, '..', '..', 'examples', 'linux-modules');
const MISUSE = join(MODULES, '..', 'linux-dma');

export const conformanceLinuxCommand: Command = {
  name: 'conformance-linux',
  usage: 'conformance-linux [--modules DIR] [--machine PROGRAM --place DIR]',
  summary: 'compare what small modules say here with what they say on real Linux 6.1; --machine records that anew',
  run(args) {
    const { positional, values } = parseOptions(args, [], ['modules', 'machine', 'place']);
    if (positional.length > 0) throw new CliError('conformance-linux takes no file', 2);
    const folder = values.get('modules')?.[0] ?? MODULES;
    const machine = values.get('machine')?.[0];
    const place = values.get('place')?.[0];
    if ((machine === undefined) !== (place === undefined)) throw new CliError('--machine and --place belong together', 2, 'a program that compiles and boots, and the folder that it works in');
    if (machine !== undefined && place !== undefined) {
      record(folder, machine, place, (line) => process.stdout.write(`${line}\n`));
      recordMisuse(MISUSE, machine, place);
    }
    let different = 0;
    for (const module of readModules(folder)) {
      const said = runHere(module);
      const same = module.recorded !== null && said.join('\n') === module.recorded.join('\n');
      if (!same) different++;
      process.stdout.write(`${same ? 'same     ' : module.recorded === null ? 'no record' : 'DIFFERENT'} ${module.name}\n`);
      if (same || module.recorded === null) continue;
      const length = Math.max(said.length, module.recorded.length);
      for (let i = 0; i < length; i++) if (said[i] !== module.recorded[i]) process.stdout.write(`          Linux: ${module.recorded[i] ?? '(nothing)'}\n          here:  ${said[i] ?? '(nothing)'}\n`);
    }
    if (folder === MODULES) different += compareMisuse();
    process.stdout.write(`${different === 0 ? 'all say the same' : `${different} differ`}\n`);
    return different === 0 ? 0 : 1;
  },
};

/** The cases of misuse whose classes differ, printed and counted. */
function compareMisuse(): number {
  const here = runMisuse(MISUSE);
  let different = 0;
  for (const real of recordedCases(MISUSE)) {
    const found = here.find((one) => one.name === real.name);
    const texts = found === undefined ? ['the case is gone'] : differences(real, found);
    if (texts.length > 0) different++;
    process.stdout.write(`${texts.length === 0 ? 'same     ' : 'DIFFERENT'} misuse: ${real.name}\n${texts.map((text) => `          ${text}\n`).join('')}`);
  }
  return different;
}
