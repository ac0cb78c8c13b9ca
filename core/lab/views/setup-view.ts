/** What the open session chose about board and kernel, and what there is to choose from. */
import type { SetupView } from '../../contract';
import { PROFILES } from '../../kernel/profiles';
import type { Lab } from '../lab';

const MiB = 1 << 20;

export function setupView({ machine, session }: Lab): SetupView {
  return {
    board: machine.title,
    ram: (machine.map.find(machine.ram.base)?.bytes ?? machine.ram.bytes) / MiB,
    profiles: PROFILES.map(({ name, title }) => ({ name, title })),
    profile: session.profile,
    seed: session.seed,
    options: session.options,
  };
}
