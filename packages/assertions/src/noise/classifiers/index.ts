import type { Classifier } from './classifier.ts';
import { counter } from './counter.ts';
import { floatNoise } from './float-noise.ts';
import { freeText } from './free-text.ts';
import { identifier } from './identifier.ts';
import { measurement } from './measurement.ts';
import { randomId } from './random-id.ts';
import { serverMade } from './server-made.ts';
import { timestamp } from './timestamp.ts';

/** In the order they are asked; the first proposal counts, so the check that demands most comes first. */
export const CLASSIFIERS: readonly Classifier[] = [
	timestamp,
	serverMade,
	identifier,
	counter,
	measurement,
	floatNoise,
	freeText,
	randomId,
];
