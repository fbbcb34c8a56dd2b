import { createHmac, createPrivateKey, sign } from 'node:crypto';
import { type JwtAlgorithm, TRANSFORMS, type Transform, type TransformRule } from '@refrain/assertions';
import { ReplayError } from '../replay-error.ts';
import type { ReplayOptions } from '../replay-options.ts';
import { Transformer } from '../values/transformer.ts';

/** The transforms of a replay, checked before anything is sent: variables are there, keys fit. @throws ReplayError */
export function createTransformer({ transforms, variables, seed }: ReplayOptions): Transformer {
	const missing = new Set(
		transforms
			.filter(({ enabled }) => enabled)
			.flatMap(variablesOf)
			.filter((name) => !Object.hasOwn(variables, name)),
	);
	if (missing.size > 0) {
		const names = [...missing].join(', ');
		throw new ReplayError(
			'VARIABLE_MISSING',
			`the transforms need the variable ${names}; give it as --var ${[...missing][0]}=value`,
		);
	}
	return new Transformer(transforms, { variables, seed, sign: signJwt });
}

function variablesOf(rule: TransformRule): string[] {
	const transform = TRANSFORMS.find(({ name }) => name === rule.transform) as unknown as Transform;
	return transform.variables(rule.options);
}

/** RFC 7518 3.1. */
function signJwt(algorithm: JwtAlgorithm, key: string, data: Uint8Array): Uint8Array {
	if (algorithm.startsWith('HS'))
		return createHmac(`sha${algorithm.slice(2)}`, key)
			.update(data)
			.digest();
	try {
		// RFC 7518 3.4: an ECDSA signature is the two numbers side by side, not DER.
		return sign('sha256', data, { key: createPrivateKey(key), dsaEncoding: 'ieee-p1363' });
	} catch (cause) {
		throw new ReplayError(
			'KEY_INVALID',
			`the key given to sign-jwt cannot sign ${algorithm}: it must be a private key in PEM`,
			{ cause },
		);
	}
}
