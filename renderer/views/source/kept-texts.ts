/** What the source view keeps in the settings, by session: texts that are not saved yet, and watched expressions. */

export interface Kept {
  readonly session: string;
  readonly drafts: Readonly<Record<string, string>>;
  readonly watches: readonly string[];
}

/** Sessions that are remembered; of all their texts together no more than this is kept (characters). */
const MOST_SESSIONS = 8;
const MOST_CHARACTERS = 400_000;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** From the settings; what is spoilt is left out. */
export function keptFrom(slot: unknown): Kept[] {
  if (!isRecord(slot) || !Array.isArray(slot['sessions'])) return [];
  return slot['sessions'].filter(isRecord).flatMap(({ session, drafts, watches }) => {
    if (typeof session !== 'string') return [];
    const texts = isRecord(drafts) ? Object.entries(drafts).filter((each): each is [string, string] => typeof each[1] === 'string') : [];
    return [{ session, drafts: Object.fromEntries(texts), watches: Array.isArray(watches) ? watches.filter((each) => typeof each === 'string') : [] }];
  });
}

/** Puts one session in front; the oldest go, and texts for which there is no room. */
export function keep(list: readonly Kept[], newest: Kept): { sessions: Kept[] } {
  const all = [newest, ...list.filter((each) => each.session !== newest.session)].filter(({ drafts, watches }) => Object.keys(drafts).length + watches.length > 0);
  let room = MOST_CHARACTERS;
  const fitting = (drafts: Kept['drafts']): Kept['drafts'] =>
    Object.fromEntries(
      Object.entries(drafts).filter(([, text]) => {
        if (text.length > room) return false;
        room -= text.length;
        return true;
      }),
    );
  return { sessions: all.slice(0, MOST_SESSIONS).map((each) => ({ ...each, drafts: fitting(each.drafts) })) };
}
