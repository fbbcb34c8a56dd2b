import { clientAddress } from './client-address.ts';
import { cookie } from './cookie.ts';
import { firstMessage } from './first-message.ts';
import { header } from './header.ts';
import { jwt } from './jwt.ts';
import { query } from './query.ts';
import type { SessionRuleKind } from './session-rule.ts';

/** Every kind of session rule, in the order in which they are tried when nothing is configured. */
export const SESSION_RULES: readonly SessionRuleKind[] = [cookie, header, query, jwt, firstMessage, clientAddress];
