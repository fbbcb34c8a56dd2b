import { fieldRuleSchema } from '@refrain/assertions';
import { z } from 'zod';
import { reportInput } from './report-input.ts';

/** A report with the rules of a draft on top of what it was judged by. */
export const draftInput = reportInput.extend({ rules: z.array(fieldRuleSchema).max(500) });
