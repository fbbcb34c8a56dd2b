import { random } from './random.ts';
import { set } from './set.ts';
import { shiftTime } from './shift-time.ts';
import { signJwt } from './sign-jwt.ts';

/** Every transform, in the order of menus. */
export const TRANSFORMS = [set, shiftTime, signJwt, random] as const;

export type TransformName = (typeof TRANSFORMS)[number]['name'];
