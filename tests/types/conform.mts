// Each module has the functions that alk.d.ts declares, and alk.d.ts declares the functions that each module has.

import * as fleet from '../../stdlib/src/main/resources/alk/fleet.mjs';
import * as retry from '../../stdlib/src/main/resources/alk/retry.mjs';
import * as streams from '../../stdlib/src/main/resources/alk/streams.mjs';
import * as table from '../../stdlib/src/main/resources/alk/table.mjs';

type Same<Real, Declared> = [keyof Real, keyof Declared] extends [keyof Declared, keyof Real] ? true : never;

export const all: [
  Same<typeof fleet, typeof import('alk:fleet')>,
  Same<typeof retry, typeof import('alk:retry')>,
  Same<typeof streams, typeof import('alk:streams')>,
  Same<typeof table, typeof import('alk:table')>,
] = [true, true, true, true];
