/** Which warnings the build of a module takes for errors or does not show. Makefile of the versions. */
import type { WarningPolicy } from '../../c/source';
import type { Standard } from '../../c/target';
import type { Profile } from '../profiles';
import { atLeast } from '../profiles';

export function warningsOf(profile: Profile): WarningPolicy {
  const errors = ['implicit-function-declaration'];
  if (atLeast(profile, '3.19')) errors.push('implicit-int');
  if (atLeast(profile, '4.6')) errors.push('incompatible-pointer-types');
  return { errors, silent: ['pointer-sign'], extra: atLeast(profile, '6.5') ? [] : ['declaration-after-statement'] };
}

/** The kernel went from gnu89 to gnu11 with 5.18. */
export function standardOf(profile: Profile): Standard {
  return atLeast(profile, '5.18') ? 'gnu11' : 'gnu89';
}
