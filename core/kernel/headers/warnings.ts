/** Which warnings the build of a module takes for errors or does not show. Makefile of the versions. */
import type { WarningPolicy } from '../../c/source';
import type { Standard } from '../../c/target';
import type { Profile } from '../profiles';
import { atLeast } from '../profiles';

export function warningsOf(profile: Profile): WarningPolicy {
  const errors = ['implicit-function-declaration'];
  if (atLeast(profile, '3.19')) errors.push('implicit-int');
  if (atLeast(profile, '4.6')) errors.push('incompatible-pointer-types');
  const extra: string[] = [];
  if (!atLeast(profile, '6.5')) extra.push('declaration-after-statement');
  /** Asked for since 5.3; since 5.16 a comment does no longer do. */
  if (atLeast(profile, '5.16')) extra.push('implicit-fallthrough');
  return { errors, silent: ['pointer-sign', 'unused-but-set-variable'], extra };
}

/** The kernel went from gnu89 to gnu11 with 5.18. */
export function standardOf(profile: Profile): Standard {
  return atLeast(profile, '5.18') ? 'gnu11' : 'gnu89';
}
