/** Which warnings the build of a module takes for errors or does not show. Makefile of the versions. */
import type { WarningPolicy } from '../../c/source';
import type { Profile } from '../profiles';
import { atLeast } from '../profiles';

export function warningsOf(profile: Profile): WarningPolicy {
  const errors = ['implicit-function-declaration'];
  if (atLeast(profile, '3.19')) errors.push('implicit-int');
  if (atLeast(profile, '4.6')) errors.push('incompatible-pointer-types');
  return { errors, silent: ['pointer-sign'] };
}
